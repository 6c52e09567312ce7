using Npgsql;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>Finds rows that cannot go because rows that stay refer to them.</summary>
internal sealed class KeptRows(PostgreSqlSession session, ResolvedChange change)
{
    private const string Going = "SELECT FROM unnest(@tables_going::oid[], @rows_going::tid[]) AS g(o, i) WHERE g.o = h.tableoid AND g.i = h.ctid";

    /// <summary>Those of these rows.</summary>
    public async Task<RowIds> OfAsync(RowIds rows, CancellationToken cancellation)
    {
        var kept = new RowIds();
        var going = rows;
        // A row that stays may hold another of the same table back, and so on.
        while (going.Count > 0)
        {
            var held = await HeldAsync(going, cancellation);
            if (held.Count == 0) return kept;
            for (var i = 0; i < held.Count; i++) kept.Add(held.Tables[i], held.Places[i]);
            if (!change.Referrers.Any(referrer => referrer.Inner)) return kept;
            going = going.Except(held);
        }

        return kept;
    }

    private async Task<RowIds> HeldAsync(RowIds going, CancellationToken cancellation)
    {
        var held = new RowIds();
        await using var command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        command.CommandText = $"""
            SELECT t.tableoid, t.ctid FROM {SqlName.Quote(change.Table.Path)} AS t, {RowIds.Source} AS r(o, i)
            WHERE t.tableoid = r.o AND t.ctid = r.i AND ({string.Join(" OR ", change.Referrers.Select(Holds))})
            """;
#pragma warning restore CA2100
        going.AddTo(command.Parameters);
        if (change.Referrers.Any(referrer => referrer.Inner)) going.AddTo(command.Parameters, "_going");
        command.AllResultTypesAreUnknown = true;
        await using var found = await command.ExecuteReaderAsync(cancellation);
        while (await found.ReadAsync(cancellation)) held.Add(found, 0);
        return held;
    }

    private static string Holds(Referrer referrer) =>
        $"EXISTS (SELECT FROM {SqlName.Quote(referrer.Holder.Path)} AS h WHERE {referrer.Condition()}{(referrer.Inner ? $" AND NOT EXISTS ({Going})" : "")})";
}
