using Npgsql;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>Counts rows that hold exactly one of the keys, on the server.</summary>
internal static class PostgreSqlCounting
{
    // Counting holds the keys no longer than its one statement.
    private const int MostParameters = 100_000;

    /// <summary>Counts; no keys match no rows.</summary>
    public static async Task<long> CountAsync(NpgsqlDataSource source, ResolvedQuery query, TimeSpan timeout, CancellationToken cancellation)
    {
        var homes = query.Sets.Select((set, index) => new KeyHome(set, index)).ToList();
        try
        {
            foreach (var home in homes) await home.GatherAsync(MostParameters, cancellation);
            var asked = homes.Where(home => home.Columns[0].Count > 0).ToList();
            if (asked.Count == 0) return 0;
            await using var session = await PostgreSqlSession.OpenAsync(source, timeout, cancellation);
            foreach (var home in asked) home.Restrict(session.Encoding);
            var blindly = asked is [var only] && only.PlannedBlindly(query.Table);
            var alone = !blindly && !asked.Any(home => home.More);
            if (!alone) await PostgreSqlReading.SettleAsync(session, asked, cancellation);
            if (blindly) await session.PlanBlindlyAsync(cancellation);
            await using var command = session.Connection.CreateCommand();
            var predicates = asked.Select(home => new KeyPredicate(home)).ToList();
            var condition = string.Join(" OR ", predicates.Select(predicate => $"({predicate.Build()})"));
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
            command.CommandText = $"SELECT count(*) FROM {SqlName.Quote(query.Table.Path)} AS t WHERE {condition}";
#pragma warning restore CA2100
            foreach (var parameter in asked.SelectMany(home => home.Parameters).Concat(predicates.SelectMany(predicate => predicate.Parameters)))
                command.Parameters.Add(parameter);
            return (long)(await (alone ? session.AskAsync(command, asked.Any(home => home.InForms), cancellation) : command.ExecuteScalarAsync(cancellation)))!;
        }
        finally
        {
            foreach (var home in homes) await home.DisposeAsync();
        }
    }
}
