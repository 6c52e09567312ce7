using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>
/// The rows of one transaction, by their numbers or, where they have none, by their primary keys, in a temporary table in memory.
/// </summary>
internal sealed class FoundRows
{
    private const string Going = "temp.privacy_rows";
    private const string Staying = "temp.privacy_kept";

    private readonly SqliteSession _session;
    private readonly CatalogueTable _table;
    private readonly string _columns;
    private readonly string _places;

    private FoundRows(SqliteSession session, CatalogueTable table)
    {
        (_session, _table) = (session, table);
        Places = table.RowIdentifier is { } row ? [row] : [.. table.PrimaryKey.Select(SqlName.Quote)];
        if (Places.Count == 0) throw new ConnectorFailure(ConnectorFailureKind.Refused, table.Name);
        _columns = string.Join(", ", Places.Select((_, index) => $"r{index}"));
        _places = string.Join(", ", Places.Select(place => $"t.{place}"));
    }

    /// <summary>What addresses a row: expressions of the table.</summary>
    public IReadOnlyList<string> Places { get; }

    /// <summary>How many rows go, or are masked.</summary>
    public long Count { get; private set; }

    /// <summary>That a row <c>t</c> of the table is one of those found.</summary>
    public string IsGoing => $"({_places}) IN (SELECT {_columns} FROM {Going})";

    /// <summary>That a row <c>t</c> of the table is one of those that stay.</summary>
    public string IsStaying => $"({_places}) IN (SELECT {_columns} FROM {Staying})";

    /// <summary>Finds the rows that have one of the keys.</summary>
    public static async Task<FoundRows> FindAsync(
        SqliteSession session, ResolvedChange change, IReadOnlyList<TargetSet> sets, int limit, CancellationToken cancellation)
    {
        var found = new FoundRows(session, change.Table);
        found.Create(Going);
        var tables = sets.Select((set, index) => new KeyTable(set, index)).ToList();
        foreach (var table in tables)
        {
            session.Execute($"DROP TABLE IF EXISTS {table.Name}");
            await table.FillAsync(session, cancellation);
        }

        var asked = tables.Where(table => table.Any).ToList();
        if (asked.Count > 0) found.Fill(change, sets, asked, limit, cancellation);
        return found;
    }

    /// <summary>Sets aside the rows that other rows, which stay, still refer to; how many.</summary>
    public long SetAside(IReadOnlyList<Referrer> referrers)
    {
        Create(Staying);
        // A row that stays may hold another of the same table back, and so on.
        long all = 0, some;
        do
        {
            _session.Execute($"""
                INSERT INTO {Staying} SELECT {_places} FROM {SqlName.Quote(_table.Path)} AS t
                WHERE {IsGoing} AND ({string.Join(" OR ", referrers.Select(Holds))})
                """);
            some = Changes();
            if (some > 0) _session.Execute($"DELETE FROM {Going} WHERE ({_columns}) IN (SELECT {_columns} FROM {Staying})");
            all += some;
        }
        while (some > 0 && referrers.Any(referrer => referrer.Inner));
        Count -= all;
        return all;
    }

    private string Holds(Referrer referrer)
    {
        var own = referrer.Inner ? $" AND NOT ({string.Join(", ", Places.Select(place => $"h.{place}"))}) IN (SELECT {_columns} FROM {Going})" : "";
        return $"EXISTS (SELECT 1 FROM {SqlName.Quote(referrer.Holder.Path)} AS h WHERE {referrer.Condition()}{own})";
    }

    private void Create(string name)
    {
        var key = Places is [_] && _table.RowIdentifier is not null ? "(r0 INTEGER PRIMARY KEY)" : $"({_columns}, PRIMARY KEY ({_columns})) WITHOUT ROWID";
        _session.Execute($"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} {key}");
    }

    private void Fill(ResolvedChange change, IReadOnlyList<TargetSet> sets, IReadOnlyList<KeyTable> asked, int limit, CancellationToken cancellation)
    {
        var query = new ResolvedQuery
        {
            Table = change.Table,
            Fields = change.Table.RowIdentifier is null ? [.. change.Table.PrimaryKey.Select(name => change.Table.Find(name)!)] : [],
            IsKey = [],
            Sets = sets,
            RowCap = limit == int.MaxValue ? long.MaxValue : limit - 1,
        };
        var statement = new SelectStatement(query, asked, []);
        if (statement.Check is not null)
        {
            FillChecked(statement, limit, cancellation);
            return;
        }

        using var insert = statement.Prepare(_session.Connection);
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are in tables.
        insert.CommandText = $"INSERT INTO {Going} {statement.Text}";
#pragma warning restore CA2100
        insert.ExecuteNonQuery();
        Count = Changes();
    }

    private void FillChecked(SelectStatement statement, int limit, CancellationToken cancellation)
    {
        using var select = statement.Prepare(_session.Connection);
        using var insert = _session.Connection.CreateCommand();
#pragma warning disable CA2100 // Our own names only.
        insert.CommandText = $"INSERT INTO {Going} VALUES ({string.Join(", ", Places.Select((_, index) => $"$r{index}"))})";
#pragma warning restore CA2100
        for (var i = 0; i < Places.Count; i++) insert.Parameters.Add(new SqliteParameter { ParameterName = $"$r{i}" });
        var candidate = new CandidateRow(statement, _session.TextEncoding() is not System.Text.UTF8Encoding);
        using var rows = select.ExecuteReader();
        while (Count < limit && rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!candidate.Matches(rows.Handle!)) continue;
            for (var i = 0; i < Places.Count; i++) insert.Parameters[i].Value = rows.GetValue(_table.RowIdentifier is null ? statement.FirstField + i : 0);
            insert.ExecuteNonQuery();
            Count++;
        }
    }

    private long Changes() => SQLitePCL.raw.sqlite3_changes(_session.Handle);
}
