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
    private readonly bool _withheld;
    private readonly bool _document;
    private readonly NestedFilter? _filter;

    public FieldStaging(PlanStep step, string column, int index, ElementMatching matching)
    {
        (_index, _column) = (index, column);
        _name = JsonEncodedText.Encode(step.Shown.Field(column));
        _exported = step.Disclosure.Kind == DisclosureKind.Export && step.Exported.Any(field => field.Name == column);
        _withheld = step.WithheldFields.Any(withheld => withheld.Field.IsColumn && withheld.Field.Column == column);
        _filter = _exported ? matching.FilterOf(step, column) : null;
        _document = _filter is not null || step.ReadsInside(column);
    }

    /// <summary>Takes the column's value of the current row.</summary>
    public async ValueTask StageAsync(
        IRecordReader reader, StagedCollectionWriter staged, Utf8JsonWriter? json, RowDocuments documents, FactsGathering facts, CancellationToken cancellation)
    {
        if (!_exported && !_document && !_withheld)
        {
            return;
        }

        var content = await reader.ContentAsync(_index, cancellation);
        if (_withheld && content != FieldContent.Null)
        {
            facts.CountWithheld(_column);
        }

        if (_document)
        {
            await StageDocumentAsync(content, reader, json, documents, facts, cancellation);
        }
        else if (_exported && json is not null)
        {
            await StageWholeAsync(content, reader, staged, json, cancellation);
        }
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

    private async ValueTask StageDocumentAsync(
        FieldContent content, IRecordReader reader, Utf8JsonWriter? json, RowDocuments documents, FactsGathering facts, CancellationToken cancellation)
    {
        var read = content != FieldContent.Null && await documents.TryReadAsync(_column, content, reader, _index, LargestDocument, cancellation);
        if (!read && content != FieldContent.Null)
        {
            facts.DocumentUnread();
        }

        if (!_exported || json is null)
        {
            return;
        }

        json.WritePropertyName(_name);
        if (!read)
        {
            json.WriteNullValue();
        }
        else if (_filter is null)
        {
            json.WriteRawValue(documents.Of(_column).Span, skipInputValidation: true);
        }
        else
        {
            _filter.Write(documents.Of(_column).Span, json);
        }
    }
}
