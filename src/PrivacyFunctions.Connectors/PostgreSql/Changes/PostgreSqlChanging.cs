using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>Carries out one change, chunk by chunk, each in a transaction of its own.</summary>
/// <param name="source">Connections that may write.</param>
/// <param name="change">The change.</param>
/// <param name="catalogue">The catalogue it was resolved in.</param>
/// <param name="timeout">Longest time of one statement.</param>
internal sealed class PostgreSqlChanging(NpgsqlDataSource source, ResolvedChange change, Catalogue catalogue, TimeSpan timeout)
{
    // Somebody else changed the same rows meanwhile: another look usually settles it.
    private const int MostAttempts = 3;

    private ChangeResult _done = ChangeResult.None;
    private bool _inOneMessage = OneMessageDelete.Suits(change);

    /// <summary>Runs it.</summary>
    /// <exception cref="ConnectorFailure">With what was committed before.</exception>
    public async Task<ChangeResult> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await RunChunksAsync(cancellation);
            return _done;
        }
        catch (ConnectorFailure failure)
        {
            throw new ConnectorFailure(failure.Kind, failure.Subject, failure.RetryAfter) { Committed = _done };
        }
        catch (Exception exception) when (PostgreSqlFailures.TranslateChange(exception, change.Table.Name, cancellation) is { } failure)
        {
            throw failure is ConnectorFailure known ? new ConnectorFailure(known.Kind, known.Subject) { Committed = _done } : failure;
        }
    }

    private async Task RunChunksAsync(CancellationToken cancellation)
    {
        var homes = change.Sets.Select((set, index) => new KeyHome(set, index)).ToList();
        try
        {
            foreach (var home in homes) await home.GatherAsync(change.Keyed ? change.ChunkRows : int.MaxValue, cancellation);
            if (homes.All(home => home.Columns[0].Count == 0)) return;
            await using var session = await PostgreSqlSession.OpenAsync(source, timeout, cancellation);
            foreach (var home in homes) home.Restrict(session.Encoding);
            while (await ChunkAsync(session, homes, cancellation))
            {
                if (!change.Keyed) continue;
                homes[0].Clear();
                await homes[0].GatherAsync(change.ChunkRows, cancellation);
            }
        }
        finally
        {
            foreach (var home in homes) await home.DisposeAsync();
        }
    }

    // Whether there may be more to do.
    private async Task<bool> ChunkAsync(PostgreSqlSession session, List<KeyHome> homes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var asked = homes.Where(home => home.Columns[0].Count > 0).ToList();
        if (asked.Count == 0) return false;
        var limit = change.Limit(_done);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await ChangeAsync(session, asked, limit, cancellation);
                _done += result;
                return change.Keyed ? homes[0].More : result.Matched == limit;
            }
            catch (PostgresException conflict) when (attempt < MostAttempts && IsConflict(conflict))
            {
                await session.RollbackAsync(cancellation);
            }
        }
    }

    private async Task<ChangeResult> ChangeAsync(PostgreSqlSession session, IReadOnlyList<KeyHome> asked, int limit, CancellationToken cancellation)
    {
        if (_inOneMessage)
        {
            var deleted = await new OneMessageDelete(change, asked, _done).RunAsync(session, limit, cancellation);
            if (deleted > 0) return new ChangeTally { Deleted = deleted }.Result();
            _inOneMessage = false;
        }

        return await new ChangeTransaction(session, change, catalogue, asked, _done).RunAsync(limit, cancellation);
    }

    // A row that came to refer to one of ours is a conflict where such rows are kept.
    private bool IsConflict(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
        || (change.Keeps && exception.SqlState == PostgresErrorCodes.ForeignKeyViolation);
}
