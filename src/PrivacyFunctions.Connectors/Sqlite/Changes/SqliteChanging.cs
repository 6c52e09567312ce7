using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>Carries out one change, chunk by chunk, each in a transaction of its own that nobody else writes beside.</summary>
/// <param name="open">Opens the file for changing.</param>
/// <param name="change">The change.</param>
internal sealed class SqliteChanging(Func<CancellationToken, SqliteSession> open, ResolvedChange change)
{
    private ChangeResult _done = ChangeResult.None;

    /// <summary>Runs it.</summary>
    /// <exception cref="ConnectorFailure">With what was committed before.</exception>
    public async Task<ChangeResult> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await (change.Keyed ? RunByKeysAsync(cancellation) : RunBySearchAsync(cancellation));
            return _done;
        }
        catch (ConnectorFailure failure)
        {
            throw new ConnectorFailure(failure.Kind, failure.Subject, failure.RetryAfter) { Committed = _done };
        }
        catch (SqliteException exception)
        {
            var failure = SqliteFailures.Translate(exception, change.Table.Name, cancellation)!;
            throw failure is ConnectorFailure known ? new ConnectorFailure(known.Kind, known.Subject) { Committed = _done } : failure;
        }
    }

    private async Task RunByKeysAsync(CancellationToken cancellation)
    {
        await using var keys = change.Sets[0].Keys.GetAsyncEnumerator(cancellation);
        SqliteSession? session = null;
        try
        {
            for (var chunk = await NextAsync(keys); chunk.Count > 0; chunk = await NextAsync(keys))
            {
                session ??= open(cancellation);
                await ChunkAsync(session, [change.Sets[0] with { Keys = chunk.ToAsyncEnumerable() }], chunk.Count, int.MaxValue, cancellation);
            }
        }
        finally
        {
            session?.Dispose();
        }
    }

    private async Task<List<KeyTuple>> NextAsync(IAsyncEnumerator<KeyTuple> keys)
    {
        var chunk = new List<KeyTuple>();
        while (chunk.Count < change.ChunkRows && await keys.MoveNextAsync()) chunk.Add(keys.Current);
        return chunk;
    }

    private async Task RunBySearchAsync(CancellationToken cancellation)
    {
        using var session = open(cancellation);
        // Search keys are few: they are asked again for every chunk.
        var sets = new List<TargetSet>();
        foreach (var set in change.Sets) sets.Add(set with { Keys = (await set.Keys.ToListAsync(cancellation)).ToAsyncEnumerable() });
        int limit;
        do limit = change.Limit(_done);
        while (await ChunkAsync(session, sets, long.MaxValue, limit, cancellation) == limit);
    }

    private async Task<long> ChunkAsync(SqliteSession session, IReadOnlyList<TargetSet> sets, long mostRows, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        session.Restart();
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            var transaction = new ChangeTransaction(session, change, _done);
            var result = await transaction.RunAsync(sets, mostRows, limit, cancellation);
            session.Execute("COMMIT");
            _done += result;
            return result.Matched;
        }
        catch
        {
            // What fails hard has rolled back already.
            try { session.Execute("ROLLBACK"); } catch (SqliteException) { }
            throw;
        }
    }
}
