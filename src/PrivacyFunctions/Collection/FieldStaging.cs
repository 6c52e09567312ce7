using System.Buffers;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Stages one column of every row: whole, in the parts that are the person's, as a file, or not at all.</summary>
internal sealed class FieldStaging
{
    private const int LargestDocument = 16 * 1024 * 1024;

    private readonly int _index;
    private readonly string _column;
    private readonly JsonEncodedText _name;
    private readonly bool _exported;
    private readonly FieldPath? _withheld;
    private readonly List<FieldPath> _withheldInside;
    private readonly bool _document;
    private readonly NestedFilter? _filter;
    private readonly IReadOnlyList<ElementKeys> _elements;

    public FieldStaging(PlanStep step, string column, int index, StepElements elements)
    {
        (_index, _column) = (index, column);
        _name = JsonEncodedText.Encode(step.Shown.Field(column));
        _exported = step.Disclosure.Kind == DisclosureKind.Export && step.Exported.Any(field => field.Name == column);
        var withheld = step.WithheldFields.Select(field => field.Field).Where(field => field.Column == column).ToList();
        _withheld = withheld.Find(field => field.IsColumn);
        _withheldInside = withheld.FindAll(field => !field.IsColumn);
        _elements = _exported ? elements.In(column) : [];
        _filter = _exported && (step.Exported.First(field => field.Name == column).Rule is var rule && (rule is not null || _elements.Count > 0)) ? new NestedFilter(rule) : null;
        _document = _filter is not null || step.ReadsInside(column);
        WritesLast = _elements.SelectMany(element => element.Columns).Any(other => step.ReadsInside(other) && step.IndexOf(other) > index);
    }

    /// <summary>Whether its elements are told by documents that are read after it.</summary>
    public bool WritesLast { get; }

    /// <summary>Takes the column's value of the current row.</summary>
    public async ValueTask StageAsync(
        IRecordReader reader, StagedCollectionWriter staged, Utf8JsonWriter? json, RowDocuments documents, FactsGathering facts, CancellationToken cancellation)
    {
        if (!_exported && !_document && _withheld is null)
        {
            return;
        }

        var content = await reader.ContentAsync(_index, cancellation);
        if (_withheld is not null && content != FieldContent.Null)
        {
            facts.CountWithheld(_withheld, 1);
        }

        if (_document)
        {
            var read = content == FieldContent.Null || await documents.TryReadAsync(_column, content, reader, _index, LargestDocument, cancellation);
            if (!read)
            {
                facts.DocumentUnread();
            }
        }
        else if (_exported && json is not null)
        {
            await StageWholeAsync(content, reader, staged, json, cancellation);
        }
    }

    /// <summary>Writes what of a document is the person's; nothing for other columns.</summary>
    public void WriteDocument(Utf8JsonWriter json, RowDocuments documents, RowValues row, FactsGathering facts)
    {
        if (!_document)
        {
            return;
        }

        var document = documents.Of(_column);
        if (!_exported)
        {
            CountWithheld(document, [], facts);
            return;
        }

        json.WritePropertyName(_name);
        if (document.IsEmpty)
        {
            json.WriteNullValue();
        }
        else if (_filter is null)
        {
            json.WriteRawValue(document.Span, skipInputValidation: true);
        }
        else
        {
            var cuts = Cuts(row, facts);
            _filter.Write(document.Span, cuts, json);
            CountWithheld(document, cuts, facts);
        }
    }

    /// <summary>Counts what the filter took out of the person's own elements.</summary>
    private void CountWithheld(ReadOnlyMemory<byte> document, List<ElementCut> cuts, FactsGathering facts)
    {
        if (_withheldInside.Count == 0 || document.IsEmpty)
        {
            return;
        }

        var own = new ArrayBufferWriter<byte>(document.Length);
        using (var writer = new Utf8JsonWriter(own, new JsonWriterOptions { SkipValidation = true }))
        {
            new NestedFilter(null).Write(document.Span, cuts, writer);
        }

        foreach (var field in _withheldInside)
        {
            facts.CountWithheld(field, NestedValues.Count(own.WrittenMemory, field));
        }
    }

    private List<ElementCut> Cuts(RowValues row, FactsGathering facts)
    {
        var cuts = new List<ElementCut>();
        foreach (var element in _elements)
        {
            cuts.AddRange(element.Of(_column, row.Of, out var unclear));
            if (unclear)
            {
                facts.DocumentUnread();
            }
        }

        return cuts;
    }

    private async ValueTask StageWholeAsync(
        FieldContent content, IRecordReader reader, StagedCollectionWriter staged, Utf8JsonWriter json, CancellationToken cancellation)
    {
        json.WritePropertyName(_name);
        switch (content)
        {
            case FieldContent.Null:
                json.WriteNullValue();
                break;
            case FieldContent.Inline:
                reader.Write(_index, json);
                break;
            default:
                await using (var large = reader.OpenLarge(_index))
                {
                    var kind = content == FieldContent.LargeText ? LargeValueKind.Text : LargeValueKind.Bytes;
                    staged.WriteReference(await staged.AddLargeAsync(large, kind, cancellation));
                }

                break;
        }
    }
}
