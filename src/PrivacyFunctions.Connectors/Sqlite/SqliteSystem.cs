using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

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
    public async Task<IRecordReader> ReadAsync(RecordQuery query, CancellationToken cancellation)
    {
        var resolved = await ResolveAsync(query, cancellation);
        var slot = await _slots.TakeAsync(cancellation);
        try
        {
            return await SqliteReading.StartAsync(token => Open(token), resolved, slot, cancellation);
        }
        catch (Exception exception)
        {
            slot.Dispose();
            if (SqliteFailures.Translate(exception, resolved.Table.Name, cancellation) is not { } failure) throw;
            // The library has no code for names that went; the catalogue has.
            if (failure is ConnectorFailure { Kind: ConnectorFailureKind.Failed }) Resolve(query, await DescribeAsync(cancellation));
            throw failure;
        }
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
    public Task<ChangeResult> ChangeAsync(RecordChange change, CancellationToken cancellation) => throw NotYet();

    /// <inheritdoc/>
    public Task<long> CountAsync(RecordSelection selection, CancellationToken cancellation) => throw NotYet();

    /// <inheritdoc/>
    public Task<IRecordReader> ScanAsync(RecordScan scan, CancellationToken cancellation) => throw NotYet();

    /// <inheritdoc/>
    public string Explain(RecordChange change, Catalogue catalogue) => throw NotYet();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

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

    private static ResolvedQuery Resolve(RecordQuery query, Catalogue catalogue) =>
        ResolvedQuery.Resolve(query, catalogue.Find(query.Collection));

    private SqliteSession Open(CancellationToken cancellation) => SqliteSession.Open(path, limits.Timeout, time, cancellation);

    private static ConnectorFailure NotYet() => new(ConnectorFailureKind.Failed);
}
