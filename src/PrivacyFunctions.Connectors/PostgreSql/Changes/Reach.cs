using Npgsql;
using NpgsqlTypes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>Where a change leads besides its own table, as the live catalogue says in the change's own transaction.</summary>
internal sealed class Reach
{
    private readonly ResolvedChange _change;
    private readonly Catalogue _catalogue;
    private readonly HashSet<uint> _own = [];
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private bool _alone;
    private bool _triggers;
    private bool _policies;

    private Reach(ResolvedChange change, Catalogue catalogue) => (_change, _catalogue) = (change, catalogue);

    /// <summary>Whether the server's counts must be looked at: something else may change along.</summary>
    public bool Measured => !_alone && (_triggers || _others.Count > 0 || _change.Table.ForeignKeys.Any(key => key.ReferencedTable == _change.Table.Name));

    /// <summary>
    /// Whether a row that matches might not be affected. Where nothing decides row by row, the one state that the transaction sees makes
    /// the rows matched and the rows affected the same.
    /// </summary>
    public bool Interferes => _triggers || _policies || _change.Table.RowIdentifier is null;

    /// <summary>Whether all rows lie in one place: no partitions.</summary>
    public bool InOnePlace => (_alone || _own.Count == 1) && _change.Table.RowIdentifier is not null;

    /// <summary>Begins the transaction, and asks.</summary>
    /// <exception cref="ConnectorFailure">A foreign key's action leads to a table that must not be reached.</exception>
    public static async Task<Reach> BeginAsync(PostgreSqlSession session, ResolvedChange change, Catalogue catalogue, CancellationToken cancellation)
    {
        var reach = new Reach(change, catalogue);
        if (reach._alone = await IsAloneAsync(session, change, cancellation)) return reach;
        await using var command = new NpgsqlCommand(ReachQueries.Reach, session.Connection);
        command.Parameters.AddRange(ReachQueries.Named(change.Table));
        command.Parameters.AddWithValue("deletes", change.Deletes);
        var columns = (change.Masks?.Columns ?? []).Select(column => column.Column.Name).ToArray();
        command.Parameters.Add(new NpgsqlParameter("columns", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = columns });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            reach._triggers |= rows.GetBoolean(4);
            reach._policies |= rows.GetBoolean(5);
            if (rows.GetBoolean(3)) reach._own.Add(rows.GetFieldValue<uint>(0));
            else reach._others.Add(reach.NameOf(rows.GetString(1), rows.GetString(2)));
        }

        if (reach._own.Count == 0) throw new ConnectorFailure(ConnectorFailureKind.SchemaChanged, change.Table.Name);
        reach.Refuse();
        return reach;
    }

    private static async Task<bool> IsAloneAsync(PostgreSqlSession session, ResolvedChange change, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReachQueries.Alone);
        command.Parameters.AddRange(ReachQueries.Named(change.Table));
        return await session.ChangingAsync(command, cancellation) is true;
    }

    /// <summary>What the session changed so far; to be taken twice, and compared.</summary>
    public static async Task<IReadOnlyDictionary<uint, ServerCount>> CountAsync(PostgreSqlSession session, CancellationToken cancellation)
    {
        var counts = new Dictionary<uint, ServerCount>();
        await using var command = new NpgsqlCommand(ReachQueries.Counts, session.Connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            counts.Add(rows.GetFieldValue<uint>(0), new ServerCount(rows.GetString(1), rows.GetString(2), rows.GetInt64(3), rows.GetInt64(4)));
        return counts;
    }

    /// <summary>Compares what the server counted with what was meant, and adds what went along to the tally.</summary>
    /// <param name="before">The counts before.</param>
    /// <param name="after">The counts after.</param>
    /// <param name="tally">What was meant.</param>
    /// <param name="tried">Whether updates were tried and taken back, which the server counts too.</param>
    /// <param name="done">What the transactions before did.</param>
    /// <exception cref="ConnectorFailure">Other rows were changed.</exception>
    public void Compare(
        IReadOnlyDictionary<uint, ServerCount> before, IReadOnlyDictionary<uint, ServerCount> after, ChangeTally tally, bool tried, ChangeResult done)
    {
        long deleted = 0, updated = 0;
        var others = new Dictionary<string, AlsoChanged>(StringComparer.Ordinal);
        foreach (var (oid, count) in after)
        {
            var (newlyDeleted, newlyUpdated) = (count.Deleted - (before.GetValueOrDefault(oid)?.Deleted ?? 0), count.Updated - (before.GetValueOrDefault(oid)?.Updated ?? 0));
            if (newlyDeleted == 0 && newlyUpdated == 0) continue;
            if (_own.Contains(oid))
            {
                deleted += newlyDeleted;
                updated += newlyUpdated;
                continue;
            }

            var name = NameOf(count.Schema, count.Name);
            var known = others.GetValueOrDefault(name) ?? new AlsoChanged(name, 0, 0);
            others[name] = known with { Deleted = known.Deleted + newlyDeleted, Updated = known.Updated + newlyUpdated };
        }

        if (deleted != tally.Deleted || (!tried && !MayUpdateItself() && updated != tally.Masked))
            throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, _change.Table.Name);
        foreach (var other in others.Values.OrderBy(other => other.Table, StringComparer.Ordinal)) Accept(other, tally, done);
    }

    private void Accept(AlsoChanged other, ChangeTally tally, ChangeResult done)
    {
        var allowed = _change.Change.MayReach.FirstOrDefault(table => table.Table == other.Table)
            ?? throw new ConnectorFailure(ConnectorFailureKind.ReachesOthers, other.Table);
        var deleted = other.Deleted + done.Others.Where(earlier => earlier.Table == other.Table).Sum(earlier => earlier.Deleted);
        if (deleted > allowed.MostDeleted) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, other.Table);
        tally.Others.Add(other);
    }

    private void Refuse()
    {
        var allowed = _change.Change.MayReach.Select(table => table.Table).ToHashSet(StringComparer.Ordinal);
        if (_others.Order(StringComparer.Ordinal).FirstOrDefault(table => !allowed.Contains(table)) is { } other)
            throw new ConnectorFailure(ConnectorFailureKind.ReachesOthers, other);
    }

    private bool MayUpdateItself() =>
        _change.Deletes && _change.Table.ForeignKeys.Any(key => key.ReferencedTable == _change.Table.Name && key.OnDelete is ReferentialAction.SetNull or ReferentialAction.SetDefault);

    private string NameOf(string schema, string name) =>
        _catalogue.Tables.FirstOrDefault(table => table.Path.SequenceEqual([schema, name], StringComparer.Ordinal))?.Name ?? $"{schema}.{name}";
}

/// <summary>What a session changed in one table or partition so far.</summary>
/// <param name="Schema">The schema of the whole table.</param>
/// <param name="Name">The name of the whole table.</param>
/// <param name="Updated">Rows updated.</param>
/// <param name="Deleted">Rows deleted.</param>
internal sealed record ServerCount(string Schema, string Name, long Updated, long Deleted);
