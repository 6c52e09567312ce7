using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>
/// A deletion whose whole transaction is one message to the server and one back: for tables from which nothing leads elsewhere. The server takes nothing where
/// that is no longer so, or where more rows match than are planned; the way by several messages then finds out more.
/// </summary>
/// <param name="change">The change.</param>
/// <param name="homes">The keys.</param>
/// <param name="done">What the transactions before did.</param>
internal sealed class OneMessageDelete(ResolvedChange change, IReadOnlyList<KeyHome> homes, ChangeResult done)
{
    /// <summary>Whether a change can be made so, by what the catalogue knew.</summary>
    public static bool Suits(ResolvedChange change) => change is { Deletes: true, Keeps: false, Verified: false, Table: { SideEffects: not SideEffects.Possible, RowIdentifier: not null } };

    /// <summary>Runs it.</summary>
    /// <param name="session">A connection that may write, in no transaction.</param>
    /// <param name="limit">Most rows to find.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Rows that went; with 0 the other way must be gone.</returns>
    public async Task<int> RunAsync(PostgreSqlSession session, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand();
        Build(limit).ApplyTo(command);
        if (homes is [var only] && only.PlannedBlindly(change.Table)) command.CommandText = $"{PostgreSqlSession.PlanBlindly}; {command.CommandText}";
        command.Parameters.AddRange(ReachQueries.Named(change.Table));
        try
        {
            return await session.ChangeAtOnceAsync(command, ReachQueries.Require(change.Table.SideEffects), homes.Any(home => home.InForms), cancellation);
        }
        catch (PostgresException exception) when (exception.SqlState == ReachQueries.Altered)
        {
            await session.RollbackAsync(cancellation);
            return 0;
        }
    }

    private DeleteStatement Build(int limit)
    {
        var left = change.Change.MostRows - done.Matched;
        var most = Math.Min(left, change.Keyed ? homes[0].Columns[0].Count : limit);
        return new(change.Table, homes, most, Math.Min(limit, most + 1));
    }
}
