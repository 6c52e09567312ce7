using System.Data;
using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>One transaction of a change: sees where it leads, finds the rows, changes them, counts, and commits only if all counts agree.</summary>
/// <param name="session">A connection that may write; left in no transaction, or in one that will be rolled back.</param>
/// <param name="change">The change.</param>
/// <param name="catalogue">The catalogue it was resolved in.</param>
/// <param name="homes">The keys.</param>
/// <param name="done">What the transactions before did.</param>
internal sealed class ChangeTransaction(
    PostgreSqlSession session, ResolvedChange change, Catalogue catalogue, IReadOnlyList<KeyHome> homes, ChangeResult done)
{
    private readonly ChangeTally _tally = new();

    /// <summary>Runs it.</summary>
    /// <param name="limit">Most rows to find.</param>
    /// <param name="cancellation">Stops it; nothing is then committed.</param>
    public async Task<ChangeResult> RunAsync(int limit, CancellationToken cancellation)
    {
        var reach = await Reach.BeginAsync(session, change, catalogue, cancellation);
        var before = reach.Measured ? await Reach.CountAsync(session, cancellation) : null;
        var tried = await ChangeAsync(reach, limit, cancellation);
        if (before is not null) reach.Compare(before, await Reach.CountAsync(session, cancellation), _tally, tried, done);
        await session.CommitAsync(cancellation);
        return _tally.Result();
    }

    // Whether updates were tried and taken back.
    private async Task<bool> ChangeAsync(Reach reach, int limit, CancellationToken cancellation)
    {
        if (change.Deletes && !change.Keeps && !change.Verified)
        {
            await DeleteAtOnceAsync(reach, limit, cancellation);
            return false;
        }

        if (change.Table.RowIdentifier is null) throw new ConnectorFailure(ConnectorFailureKind.Refused, change.Table.Name);
        var rows = await LocateAsync(limit, cancellation);
        RequirePlanned(rows.Count);
        if (rows.Count == 0) return false;
        var kept = change.Keeps ? await new KeptRows(session, change).OfAsync(rows, cancellation) : change.Deletes ? new RowIds() : rows;
        if (change.Deletes) await DeleteAsync(rows.Except(kept), cancellation);
        if (kept.Count == 0) return false;
        var masking = new MaskTransaction(session, change.Table, change.Masks!, _tally);
        await masking.RunAsync(kept, cancellation);
        return masking.Tried;
    }

    private async Task DeleteAtOnceAsync(Reach reach, int limit, CancellationToken cancellation)
    {
        var statement = new DeleteStatement(change.Table, homes, limit < int.MaxValue && reach.InOnePlace ? limit : null, reach.Interferes);
        if (homes is [var only] && only.PlannedBlindly(change.Table)) await session.PlanBlindlyAsync(cancellation);
        await using var command = session.Connection.CreateCommand();
        statement.ApplyTo(command);
        long? matched = null;
        await using var result = await command.ExecuteReaderAsync(cancellation);
        if (reach.Interferes)
        {
            await result.ReadAsync(cancellation);
            matched = result.GetInt64(0);
            await result.NextResultAsync(cancellation);
        }

        await result.CloseAsync();
        _tally.Deleted = result.RecordsAffected;
        Require(matched is null || matched == _tally.Deleted);
        RequirePlanned(_tally.Deleted);
    }

    private async Task<RowIds> LocateAsync(int limit, CancellationToken cancellation)
    {
        var query = new ResolvedQuery
        {
            Table = change.Table,
            Fields = [Place("tableoid", "oid"), Place(change.Table.RowIdentifier!, "tid")],
            IsKey = [false, false],
            Sets = change.Sets,
            RowCap = limit == int.MaxValue ? long.MaxValue : limit - 1,
        };
        var statement = new SelectStatement(query, homes, []);
        await using var command = session.Connection.CreateCommand();
        statement.ApplyTo(command, homes, query, session.Encoding);
        var candidates = statement.Check is null ? null : new CandidateRow(statement);
        var found = new RowIds();
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        while (found.Count < limit && await rows.ReadAsync(cancellation))
        {
            if (candidates?.Matches(rows) != false) found.Add(rows, statement.FirstField);
        }

        return found;
    }

    private async Task DeleteAsync(RowIds rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        await using var command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        command.CommandText = $"DELETE FROM {SqlName.Quote(change.Table.Path)} AS t USING {RowIds.Source} AS r(o, i) WHERE t.tableoid = r.o AND t.ctid = r.i";
#pragma warning restore CA2100
        rows.AddTo(command.Parameters);
        Require(await command.ExecuteNonQueryAsync(cancellation) == rows.Count);
        _tally.Deleted = rows.Count;
    }

    private void RequirePlanned(long matched)
    {
        Require(done.Matched + matched <= change.Change.MostRows);
        Require(!change.Keyed || matched <= homes[0].Columns[0].Count);
    }

    private void Require(bool agreed)
    {
        if (!agreed) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, change.Table.Name);
    }

    private static CatalogueColumn Place(string name, string type) => new() { Name = name, NativeType = type, Kind = ValueKind.Other };
}
