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
        (Column, Masks, Elements, _text) = (column, masks, elements, text);
        var whole = masks is [{ Path.Count: 1 }] && elements.Count == 0;
        if (whole && masks[0].Method is MaskMethod.Null) Fixed = true;
        else if (whole && masks[0].Method is MaskMethod.Text fixedText && column.Kind is ValueKind.Text or ValueKind.Other) (Fixed, FixedText) = (true, fixedText.Value);
        else if (!whole || column.Kind is ValueKind.Json or ValueKind.Array) _document = new DocumentMask(masks, text);
    }

    /// <summary>The column.</summary>
    public CatalogueColumn Column { get; }

    /// <summary>Its fields.</summary>
    public IReadOnlyList<ValueMask> Masks { get; }

    /// <summary>What tells the person's elements in its arrays.</summary>
    public IReadOnlyList<ElementKeys> Elements { get; }

    /// <summary>Whether all rows get the same, so that no value need be read.</summary>
    public bool Fixed { get; }

    /// <summary>What all rows get that have a value; null is null.</summary>
    public string? FixedText { get; }

    /// <summary>Whether values are taken, and given back, as JSON.</summary>
    public bool TakesDocuments => _document is not null;

    /// <summary>What replaces a value; null when it is no document in which the fields could be found.</summary>
    /// <param name="stored">The value's text in UTF-8, or the JSON of an array; null stays null.</param>
    /// <param name="row">Gives the other columns of the row that tell the person's elements.</param>
    public Replacement? Of(byte[]? stored, Func<string, ColumnValue> row)
    {
        if (stored is null) return new Replacement(null);
        if (Fixed) return new Replacement(FixedText);
        if (_document is null) return new Replacement(_text.Of(Masks[0], stored));
        var (cuts, unclear) = (new List<ElementCut>(), false);
        foreach (var element in Elements)
        {
            cuts.AddRange(element.Of(Column.Name, column => column == Column.Name ? new ColumnValue(stored) : row(column), out var some));
            unclear |= some;
        }

        return _document.Rewrite(stored, cuts) is { } document ? new Replacement(Encoding.UTF8.GetString(document), unclear) : null;
    }
}

/// <summary>What replaces a value.</summary>
/// <param name="Text">The text, or JSON, to store.</param>
/// <param name="Unclear">Whether elements stayed as they are because it is not clear whose they are.</param>
internal readonly record struct Replacement(string? Text, bool Unclear = false);
