using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>One transaction of a change: finds the rows, sees where it leads, changes them, counts; the caller commits only if it returns.</summary>
/// <param name="session">A connection in a transaction that may write.</param>
/// <param name="change">The change.</param>
/// <param name="done">What the transactions before did.</param>
internal sealed class ChangeTransaction(SqliteSession session, ResolvedChange change, ChangeResult done)
{
    private readonly ChangeTally _tally = new();

    /// <summary>Runs it.</summary>
    /// <param name="sets">The keys.</param>
    /// <param name="mostRows">Most rows that the keys can name.</param>
    /// <param name="limit">Most rows to find.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<ChangeResult> RunAsync(IReadOnlyList<TargetSet> sets, long mostRows, int limit, CancellationToken cancellation)
    {
        var rows = await FoundRows.FindAsync(session, change, sets, limit, cancellation);
        var matched = rows.Count;
        Require(matched <= mostRows && done.Matched + matched <= change.Change.MostRows);
        if (matched == 0) return _tally.Result();
        if (change.Keeps) rows.SetAside(change.Referrers);
        var masks = change.Masks is null ? null : new MaskTransaction(session, change.Table, change.Masks, rows, _tally);
        var reached = Reached(rows, masks);
        using (var counts = reached.Count > 0 ? new WriteCounts(session, reached) : null)
        {
            if (change.Deletes) Delete(rows, counts);
            masks?.Run(change.Deletes ? rows.IsStaying : rows.IsGoing, matched - _tally.Deleted, cancellation);
            if (counts is not null) Compare(counts.Sum());
        }

        Require(_tally.Deleted + _tally.Masked == matched);
        return _tally.Result();
    }

    // A row that goes with another of the same statement, by a foreign key's action, is not counted as the statement's own.
    private void Delete(FoundRows rows, WriteCounts? counts)
    {
        if (rows.Count == 0) return;
        session.Execute(DeleteText(rows));
        _tally.Deleted = counts?.Sum().GetValueOrDefault(change.Table.Name).Deleted ?? raw.sqlite3_changes(session.Handle);
        Require(_tally.Deleted == rows.Count);
    }

    private string DeleteText(FoundRows rows) => $"DELETE FROM {SqlName.Quote(change.Table.Path)} AS t WHERE {rows.IsGoing}";

    // The tables that must be counted; empty when nothing but the rows themselves can change.
    private List<CatalogueTable> Reached(FoundRows rows, MaskTransaction? masks)
    {
        var written = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        if (change.Deletes) Add(WriteReach.Of(session, DeleteText(rows)));
        if (masks?.Text is { } update) Add(WriteReach.Of(session, update));
        var others = written.Keys.Where(table => !IsOwn(table)).Order(StringComparer.Ordinal).ToList();
        var allowed = change.Change.MayReach.Select(table => table.Table).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (others.Find(table => !allowed.Contains(table)) is { } other) throw new ConnectorFailure(ConnectorFailureKind.ReachesOthers, other);
        var reachesItself = change.Table.Triggers.Count > 0 || change.Table.ForeignKeys.Any(key => key.ReferencedTable == change.Table.Name);
        if (others.Count == 0 && !reachesItself) return [];
        return [.. written.Where(table => table.Value).Select(table => Find(table.Key)), .. others.Where(table => !written[table]).Select(Find)];

        void Add(IReadOnlyDictionary<string, bool> reach)
        {
            foreach (var (table, deletes) in reach) written[table] = written.GetValueOrDefault(table) || deletes;
        }
    }

    private void Compare(IReadOnlyDictionary<string, (long Deleted, long Updated)> counts)
    {
        foreach (var (table, (deleted, updated)) in counts.OrderBy(count => count.Key, StringComparer.Ordinal))
        {
            if (IsOwn(table))
            {
                Require(deleted == _tally.Deleted);
                continue;
            }

            // What the catalogue does not list is a virtual table's own store.
            if (deleted + updated == 0 || change.Tables.FirstOrDefault(known => SameName(known.Name, table))?.Name is not { } name) continue;
            var most = change.Change.MayReach.FirstOrDefault(reachable => SameName(reachable.Table, name))?.MostDeleted
                ?? throw new ConnectorFailure(ConnectorFailureKind.ReachesOthers, name);
            if (deleted + done.Others.Where(earlier => earlier.Table == name).Sum(earlier => earlier.Deleted) > most)
                throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, name);
            _tally.Others.Add(new AlsoChanged(name, deleted, updated));
        }
    }

    private CatalogueTable Find(string table) => change.Tables.FirstOrDefault(known => SameName(known.Name, table)) ?? new CatalogueTable { Name = table, Path = ["main", table], Columns = [] };

    private bool IsOwn(string table) => SameName(table, change.Table.Name);

    private void Require(bool agreed)
    {
        if (!agreed) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, change.Table.Name);
    }

    private static bool SameName(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
