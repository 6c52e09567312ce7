using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql.Changes;

/// <summary>What becomes of the values of one column.</summary>
internal sealed class ColumnMask
{
    private readonly MaskText _text;
    private readonly DocumentMask? _document;

    /// <summary>Combines the masks of one column.</summary>
    public ColumnMask(CatalogueColumn column, IReadOnlyList<ValueMask> masks, IReadOnlyList<ElementKeys> elements, MaskText text)
    {
        (Column, Masks, _text) = (column, masks, text);
        var whole = masks is [{ Path.Count: 1 }] && elements.Count == 0;
        if (whole && masks[0].Method is MaskMethod.Null) Fixed = true;
        else if (whole && masks[0].Method is MaskMethod.Text fixedText && column.Kind is ValueKind.Text or ValueKind.Other) (Fixed, FixedText) = (true, fixedText.Value);
        else if (!whole || column.Kind is ValueKind.Json or ValueKind.Array) _document = new DocumentMask(masks, elements, text);
    }

    /// <summary>The column.</summary>
    public CatalogueColumn Column { get; }

    /// <summary>Its fields.</summary>
    public IReadOnlyList<ValueMask> Masks { get; }

    /// <summary>Whether all rows get the same, so that no value need be read.</summary>
    public bool Fixed { get; }

    /// <summary>What all rows get that have a value; null is null.</summary>
    public string? FixedText { get; }

    /// <summary>Whether values are taken, and given back, as JSON.</summary>
    public bool TakesDocuments => _document is not null;

    /// <summary>What replaces a value; false when it is no document in which the fields could be found.</summary>
    /// <param name="stored">The value's text in UTF-8, or the JSON of an array; null stays null.</param>
    /// <param name="replacement">The text, or JSON, to store.</param>
    public bool TryReplace(byte[]? stored, out string? replacement)
    {
        replacement = null;
        if (stored is null) return true;
        if (Fixed) replacement = FixedText;
        else if (_document is null) replacement = _text.Of(Masks[0], stored);
        else if (_document.Rewrite(stored) is { } document) replacement = Encoding.UTF8.GetString(document);
        else return false;
        return true;
    }
}
