using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>One PostgreSQL database.</summary>
/// <param name="source">The connections.</param>
/// <param name="schema">The schema of collections that name none; null for the connection's own.</param>
/// <param name="limits">What one reading may take.</param>
internal sealed class PostgreSqlSystem(NpgsqlDataSource source, string? schema, ConnectionLimits limits) : IConnectedSystem
{
    private const string Subject = "connection";

    private readonly ReadSlots _slots = new(limits.Parallel);

    // Written by whoever describes last; a reading that finds none describes first.
    private volatile Catalogue? _catalogue;

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellation) => PostgreSqlFailures.GuardAsync(Subject, async () =>
    {
        await using var session = await PostgreSqlSession.OpenAsync(source, limits.Timeout, cancellation);
        await session.ReadOnlyAsync(cancellation);
        return true;
    }, cancellation);

    /// <inheritdoc/>
    public Task<Catalogue> DescribeAsync(CancellationToken cancellation) => PostgreSqlFailures.GuardAsync(Subject, async () =>
    {
        await using var session = await PostgreSqlSession.OpenAsync(source, limits.Timeout, cancellation);
        await session.ReadOnlyAsync(cancellation);
        var catalogue = await PostgreSqlCatalogue.ReadAsync(session.Connection, schema, cancellation);
        _catalogue = catalogue;
        return catalogue;
    }, cancellation);

    /// <inheritdoc/>
    public async Task<IRecordReader> ReadAsync(RecordQuery query, CancellationToken cancellation)
    {
        var resolved = await ResolveAsync(query, cancellation);
        var slot = await _slots.TakeAsync(cancellation);
        try
        {
            return await PostgreSqlFailures.GuardAsync(
                resolved.Table.Name, () => PostgreSqlReading.StartAsync(source, resolved, limits.Timeout, slot, cancellation), cancellation);
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Explain(RecordQuery query, Catalogue catalogue)
    {
        var resolved = Resolve(query, catalogue);
        return new SelectStatement(
            resolved,
            [.. resolved.Sets.Select((set, index) => new KeyHome(set, index))],
            [.. resolved.Except.Select((set, index) => new KeyHome(set, resolved.Sets.Count + index))]).Text;
    }

    /// <inheritdoc/>
    public Task<ChangeResult> ChangeAsync(RecordChange change, CancellationToken cancellation) => throw NotYet();

    /// <inheritdoc/>
    public Task<long> CountAsync(RecordSelection selection, CancellationToken cancellation) => throw NotYet();

    /// <inheritdoc/>
    public Task<IRecordReader> ScanAsync(RecordScan scan, CancellationToken cancellation) => throw NotYet();

    /// <inheritdoc/>
    public string Explain(RecordChange change, Catalogue catalogue) => throw NotYet();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    // What the last catalogue does not know may have come since.
    private async Task<ResolvedQuery> ResolveAsync(RecordQuery query, CancellationToken cancellation)
    {
        if (_catalogue is { } known)
        {
            try
            {
                return Resolve(query, known);
            }
            catch (ConnectorFailure)
            {
                // Asked again below.
            }
        }

        return Resolve(query, await DescribeAsync(cancellation));
    }

    private static ResolvedQuery Resolve(RecordQuery query, Catalogue catalogue) => ResolvedQuery.Resolve(
        query,
        query.Namespace.TryGetValue("schema", out var named) && named.Length > 0
            ? catalogue.Tables.FirstOrDefault(table => table.Path.SequenceEqual([named, query.Collection], StringComparer.Ordinal))
            : catalogue.Find(query.Collection));

    private static ConnectorFailure NotYet() => new(ConnectorFailureKind.Failed);
}
