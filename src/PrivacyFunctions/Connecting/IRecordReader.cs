using System.Text.Json;

namespace PrivacyFunctions.Connecting;

/// <summary>
/// A forward cursor over rows, reused row by row so that reading allocates nothing per row. Within a row, fields are taken in
/// order and each once; values of key fields stay available for the current row.
/// </summary>
public interface IRecordReader : IAsyncDisposable
{
    /// <summary>The fields, in the order of the query.</summary>
    IReadOnlyList<CatalogueColumn> Fields { get; }

    /// <summary>Moves to the next row; false at the end.</summary>
    /// <exception cref="ConnectorFailure">The system failed; rows already read stay valid.</exception>
    ValueTask<bool> ReadAsync(CancellationToken cancellation);

    /// <summary>After the end: whether rows were left out because of <see cref="RecordQuery.RowCap"/>.</summary>
    bool CapReached { get; }

    /// <summary>How the field's value comes: null, to be written inline, or large.</summary>
    ValueTask<FieldContent> ContentAsync(int field, CancellationToken cancellation);

    /// <summary>
    /// Writes an inline value as one lossless JSON value: numbers without rounding (NaN and infinities as strings), times as RFC 3339
    /// (without offset where the type has no zone; years outside 0001 to 9999 in ISO 8601's expanded form), arrays, JSON documents as
    /// they are, bytes as base64. Text that is not valid in its encoding, and bytes in a column that is not for bytes, come as
    /// <c>{"$bytes": "…"}</c> in base64.
    /// </summary>
    void Write(int field, Utf8JsonWriter writer);

    /// <summary>The bytes of a large value (text as UTF-8), to be read to the end before the next field.</summary>
    Stream OpenLarge(int field);

    /// <summary>
    /// The value of a key field in the current row; false when it is null or cannot be a key (NaN, infinities, documents, text that is
    /// not valid or is longer than <see cref="LargeValue.InlineText"/>). May be asked before or after the field was taken.
    /// </summary>
    bool TryGetKey(int field, out KeyValue key);
}
