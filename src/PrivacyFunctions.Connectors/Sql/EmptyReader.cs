using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>The answer to a query without keys, which is never asked.</summary>
/// <param name="fields">The query's fields.</param>
internal sealed class EmptyReader(IReadOnlyList<CatalogueColumn> fields) : IRecordReader
{
    /// <inheritdoc/>
    public IReadOnlyList<CatalogueColumn> Fields { get; } = fields;

    /// <inheritdoc/>
    public bool CapReached => false;

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync(CancellationToken cancellation) => ValueTask.FromResult(false);

    /// <inheritdoc/>
    public ValueTask<FieldContent> ContentAsync(int field, CancellationToken cancellation) => throw NoRow();

    /// <inheritdoc/>
    public void Write(int field, Utf8JsonWriter writer) => throw NoRow();

    /// <inheritdoc/>
    public Stream OpenLarge(int field) => throw NoRow();

    /// <inheritdoc/>
    public bool TryGetKey(int field, out KeyValue key) => throw NoRow();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException NoRow() => new("There is no current row.");
}
