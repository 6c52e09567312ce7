using System.Runtime.CompilerServices;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;
using PrivacyFunctions.Connectors.Sqlite.Changes;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>One SQLite file.</summary>
/// <param name="path">The file.</param>
/// <param name="limits">What one reading may take.</param>
/// <param name="time">The clock of the statement timeout.</param>
internal sealed class SqliteSystem(string path, ConnectionLimits limits, TimeProvider time) : IConnectedSystem
{
    private const string Subject = "path";

    private readonly ReadSlots _slots = new(limits.Parallel);

    // Written by whoever describes last; a reading that finds none describes first.
    private volatile Catalogue? _catalogue;

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(SqliteFailures.Guard(Subject, () =>
        {
            using var session = Open(cancellation);
            return true;
        }, cancellation));
    }

    /// <inheritdoc/>
    public Task<Catalogue> DescribeAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(SqliteFailures.Guard(Subject, () =>
        {
            using var session = Open(cancellation);
            var catalogue = SqliteCatalogue.Read(session);
            _catalogue = catalogue;
            return catalogue;
        }, cancellation));
    }

    /// <inheritdoc/>
    public Task<IRecordReader> ReadAsync(RecordQuery query, CancellationToken cancellation) =>
        RunAsync(known => Resolve(query, known), resolved => ReadAsync(resolved, cancellation), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyTuple> CastAsync(RecordSelection selection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var resolved = await ResolveAsync(known => ResolvedQuery.Resolve(selection, known.Find(selection.Collection)), cancellation);
        await foreach (var key in CastKeys.OfAsync(resolved.Sets.Single(), StoredKey.Canonical, cancellation)) yield return key;
    }

    /// <inheritdoc/>
    public string Explain(RecordQuery query, Catalogue catalogue)
    {
        var resolved = Resolve(query, catalogue);
        return new SelectStatement(
            resolved,
            [.. resolved.Sets.Select((set, index) => new KeyTable(set, index))],
            [.. resolved.Except.Select((set, index) => new KeyTable(set, resolved.Sets.Count + index))]).Text;
    }

    /// <inheritdoc/>
    public Task<ChangeResult> ChangeAsync(RecordChange change, CancellationToken cancellation) => RunAsync(known => Resolve(change, known), async resolved =>
    {
        using var slot = await _slots.TakeAsync(cancellation);
        return await new SqliteChanging(token => SqliteSession.OpenToChange(path, limits.Timeout, time, token), resolved).RunAsync(cancellation);
    }, cancellation);

    /// <inheritdoc/>
    public Task<long> CountAsync(RecordSelection selection, CancellationToken cancellation) =>
        RunAsync(known => ResolvedQuery.Resolve(selection, known.Find(selection.Collection)), async query =>
        {
            await using var reader = await ReadAsync(query, cancellation);
            var count = 0L;
            while (await reader.ReadAsync(cancellation)) count++;
            return count;
        }, cancellation);

    /// <inheritdoc/>
    public Task<IRecordReader> ScanAsync(RecordScan scan, CancellationToken cancellation) =>
        RunAsync(known => ResolvedQuery.Resolve(scan, known.Find(scan.Collection)), resolved => ReadAsync(resolved, cancellation), cancellation);

    /// <inheritdoc/>
    public string Explain(RecordChange change, Catalogue catalogue) => ChangeText.Of(Resolve(change, catalogue));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IRecordReader> ReadAsync(ResolvedQuery resolved, CancellationToken cancellation)
    {
        var slot = await _slots.TakeAsync(cancellation);
        try
        {
            return await SqliteReading.StartAsync(token => Open(token), resolved, slot, cancellation);
        }
        catch (Exception exception)
        {
            slot.Dispose();
            if (SqliteFailures.Translate(exception, resolved.Table.Name, cancellation) is { } failure) throw failure;
            throw;
        }
    }

    // What the last catalogue does not know may have come since.
    private async Task<TResult> RunAsync<TResolved, TResult>(
        Func<Catalogue, TResolved> resolve, Func<TResolved, Task<TResult>> act, CancellationToken cancellation)
    {
        try
        {
            return await act(await ResolveAsync(resolve, cancellation));
        }
        catch (ConnectorFailure failure) when (failure.Kind == ConnectorFailureKind.Failed)
        {
            // The library has no code for names that went; the catalogue has.
            await FindNamesAsync(resolve, failure, cancellation);
            throw;
        }
    }

    private async Task FindNamesAsync<T>(Func<Catalogue, T> resolve, ConnectorFailure failure, CancellationToken cancellation)
    {
        var catalogue = await DescribeAsync(cancellation);
        try
        {
            resolve(catalogue);
        }
        catch (ConnectorFailure gone)
        {
            throw new ConnectorFailure(gone.Kind, gone.Subject) { Committed = failure.Committed };
        }
    }

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

    private static ResolvedChange Resolve(RecordChange change, Catalogue catalogue) =>
        ResolvedChange.Resolve(change, catalogue.Find(change.Rows.Collection), catalogue);

    private static ResolvedQuery Resolve(RecordQuery query, Catalogue catalogue) =>
        ResolvedQuery.Resolve(query, catalogue.Find(query.Collection));

    private SqliteSession Open(CancellationToken cancellation) => SqliteSession.Open(path, limits.Timeout, time, cancellation);
}
