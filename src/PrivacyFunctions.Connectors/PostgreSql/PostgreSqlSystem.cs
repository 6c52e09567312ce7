using System.Runtime.CompilerServices;
using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Changes;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>One PostgreSQL database.</summary>
/// <param name="source">Connections for reading.</param>
/// <param name="writing">Connections for changing.</param>
/// <param name="schema">The schema of collections that name none; null for the connection's own.</param>
/// <param name="limits">What one reading may take.</param>
internal sealed class PostgreSqlSystem(NpgsqlDataSource source, NpgsqlDataSource writing, string? schema, ConnectionLimits limits) : IConnectedSystem
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
    public async Task<IRecordReader> ReadAsync(RecordQuery query, CancellationToken cancellation) =>
        await ReadAsync(await ResolveAsync(known => Resolve(query, known), cancellation), cancellation);

    private async Task<IRecordReader> ReadAsync(ResolvedQuery resolved, CancellationToken cancellation)
    {
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
    public async IAsyncEnumerable<KeyTuple> CastAsync(RecordSelection selection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var resolved = await ResolveAsync(known => ResolvedQuery.Resolve(selection, Find(selection.Collection, selection.Namespace, known)), cancellation);
        await foreach (var key in CastKeys.OfAsync(resolved.Sets.Single(), KeyHome.Held, cancellation)) yield return key;
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
    public async Task<ChangeResult> ChangeAsync(RecordChange change, CancellationToken cancellation)
    {
        var (resolved, catalogue) = await ResolveAsync(known => (Resolve(change, known), known), cancellation);
        using var slot = await _slots.TakeAsync(cancellation);
        return await new PostgreSqlChanging(writing, resolved, catalogue, limits.Timeout).RunAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(RecordSelection selection, CancellationToken cancellation)
    {
        var resolved = await ResolveAsync(known => ResolvedQuery.Resolve(selection, Find(selection.Collection, selection.Namespace, known)), cancellation);
        if (resolved.Verified) return await CountOneByOneAsync(resolved, cancellation);
        using var slot = await _slots.TakeAsync(cancellation);
        return await PostgreSqlFailures.GuardAsync(
            resolved.Table.Name, () => PostgreSqlCounting.CountAsync(source, resolved, limits.Timeout, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IRecordReader> ScanAsync(RecordScan scan, CancellationToken cancellation) => await ReadAsync(
        await ResolveAsync(known => ResolvedQuery.Resolve(scan, Find(scan.Collection, scan.Namespace, known)), cancellation), cancellation);

    /// <inheritdoc/>
    public string Explain(RecordChange change, Catalogue catalogue) => ChangeText.Of(Resolve(change, catalogue));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await writing.DisposeAsync();
    }

    private async Task<long> CountOneByOneAsync(ResolvedQuery query, CancellationToken cancellation)
    {
        await using var reader = await ReadAsync(query, cancellation);
        var count = 0L;
        while (await reader.ReadAsync(cancellation)) count++;
        return count;
    }

    // What the last catalogue does not know may have come since.
    private async Task<T> ResolveAsync<T>(Func<Catalogue, T> resolve, CancellationToken cancellation)
    {
        if (_catalogue is { } known)
        {
            try
            {
                return resolve(known);
            }
            catch (ConnectorFailure)
            {
                // Asked again below.
            }
        }

        return resolve(await DescribeAsync(cancellation));
    }

    private static ResolvedQuery Resolve(RecordQuery query, Catalogue catalogue) =>
        ResolvedQuery.Resolve(query, Find(query.Collection, query.Namespace, catalogue));

    private static ResolvedChange Resolve(RecordChange change, Catalogue catalogue) =>
        ResolvedChange.Resolve(change, Find(change.Rows.Collection, change.Rows.Namespace, catalogue), catalogue);

    private static CatalogueTable? Find(string collection, IReadOnlyDictionary<string, string> names, Catalogue catalogue) =>
        names.TryGetValue("schema", out var named) && named.Length > 0
            ? catalogue.Tables.FirstOrDefault(table => table.Path.SequenceEqual([named, collection], StringComparer.Ordinal))
            : catalogue.Find(collection);
}
