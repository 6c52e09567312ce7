using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>Reads the live catalogue of the main database: tables, virtual tables and views, without SQLite's own.</summary>
internal sealed class SqliteCatalogue
{
    private static readonly string[] RowNames = ["rowid", "_rowid_", "oid"];

    private readonly SqliteSession _session;

    private SqliteCatalogue(SqliteSession session) => _session = session;

    /// <summary>Reads it.</summary>
    public static Catalogue Read(SqliteSession session)
    {
        var reader = new SqliteCatalogue(session);
        var names = session.Query("""
            SELECT l.name, l.type, l.wr, coalesce(s.sql, '') FROM pragma_table_list l
            JOIN sqlite_schema s ON s.name = l.name AND s.type IN ('table', 'view')
            WHERE l.schema = 'main' AND l.type <> 'shadow' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY l.name
            """).Select(row => (Name: row.GetString(0), Type: row.GetString(1), WithoutRowid: row.GetBoolean(2), Text: row.GetString(3))).ToList();
        var tables = names.Select(table => reader.Table(table.Name, table.Type, table.WithoutRowid, table.Text, [.. names.Select(each => each.Name)])).ToList();
        return new Catalogue([.. tables.Select(table => WithForeignKeys(table, tables, session))]);
    }

    private CatalogueTable Table(string name, string type, bool withoutRowid, string text, IReadOnlyList<string> all)
    {
        var keys = new List<(int Place, string Name)>();
        var columns = new List<CatalogueColumn>();
        var checks = SchemaText.Checks(text);
        var restricted = SchemaText.Names(checks.SelectMany(check => check));
        var demanded = SchemaText.Names(checks.Where(SchemaText.DemandsValues).SelectMany(check => check));
        var unique = UniqueNames(name);
        foreach (var row in _session.Query("SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo($1) WHERE hidden <> 1 ORDER BY cid", name))
        {
            if (row.GetInt32(3) > 0) keys.Add((row.GetInt32(3), row.GetString(0)));
            columns.Add(new CatalogueColumn
            {
                Name = row.GetString(0),
                NativeType = row.GetString(1),
                Kind = DeclaredType.Kind(row.GetString(1)),
                Nullable = !row.GetBoolean(2) && !(row.GetInt32(3) > 0 && withoutRowid) && !demanded.Contains(row.GetString(0)),
                Generated = row.GetInt32(4) > 1,
                Checked = restricted.Contains(row.GetString(0)),
                Unique = unique.Contains(row.GetString(0)),
            });
        }

        var primary = keys.OrderBy(key => key.Place).Select(key => key.Name).ToList();
        return new CatalogueTable
        {
            Name = name,
            Path = ["main", name],
            RowIdentifier = type == "table" && !withoutRowid ? Array.Find(RowNames, row => !columns.Exists(column => SameName(column.Name, row))) : null,
            Columns = [.. columns.Select(column => WithCollation(name, RowNumber(column, primary), type))],
            PrimaryKey = primary,
            UniqueKeys = UniqueKeys(name),
            Triggers = [.. _session.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1 COLLATE NOCASE ORDER BY name", name)
                .Select(row => SchemaText.Trigger(row.GetString(0), row.GetString(1), all))],
            Writable = type != "view",
        };
    }

    // INTEGER PRIMARY KEY is the row's number and never null.
    private static CatalogueColumn RowNumber(CatalogueColumn column, List<string> primary) =>
        primary.Count == 1 && primary[0] == column.Name && SameName(column.NativeType, "INTEGER") ? column with { Nullable = false } : column;

    private CatalogueColumn WithCollation(string table, CatalogueColumn column, string type)
    {
        if (type == "view") return column;
        var code = raw.sqlite3_table_column_metadata(_session.Handle, "main", table, column.Name, out _, out var collation, out _, out _, out _);
        return code == raw.SQLITE_OK && !SameName(collation, "BINARY") ? column with { LooselyCompared = true } : column;
    }

    private List<IReadOnlyList<string>> UniqueKeys(string table) =>
    [
        .. _session.Query("""
            SELECT l.name, i.name FROM pragma_index_list($1) l JOIN pragma_index_xinfo(l.name) i
            WHERE l."unique" AND NOT l.partial AND l.origin <> 'pk' AND i.key
            ORDER BY l.seq, i.seqno
            """, table)
            .Select(row => (Index: row.GetString(0), Column: row.IsDBNull(1) ? null : row.GetString(1)))
            .GroupBy(key => key.Index, key => key.Column)
            .Where(columns => columns.All(column => column is not null))
            .Select(columns => columns.OfType<string>().ToList()),
    ];

    /// <summary>Names in every unique index, also in expressions and conditions: those of columns are among them.</summary>
    private HashSet<string> UniqueNames(string table) => new(
    [
        .. _session.Query("SELECT i.name FROM pragma_index_list($1) l JOIN pragma_index_xinfo(l.name) i WHERE l.\"unique\" AND i.key AND i.name IS NOT NULL", table)
            .Select(row => row.GetString(0)),
        .. _session.Query("SELECT s.sql FROM pragma_index_list($1) l JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name WHERE l.\"unique\" AND s.sql IS NOT NULL", table)
            .SelectMany(row => SchemaText.Names(SqlTokens.Of(row.GetString(0)).SkipWhile(token => token.Text != "("))),
    ], StringComparer.OrdinalIgnoreCase);

    private static CatalogueTable WithForeignKeys(CatalogueTable table, List<CatalogueTable> all, SqliteSession session)
    {
        var parts = session.Query("SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list($1) ORDER BY id, seq", table.Name)
            .Select(row => (Id: row.GetInt32(0), Table: row.GetString(1), From: row.GetString(2), To: row.IsDBNull(3) ? null : row.GetString(3), Action: row.GetString(4)))
            .GroupBy(part => part.Id);
        return table with { ForeignKeys = [.. parts.Select(key => ForeignKey(key.Key, [.. key], table, all))] };
    }

    private static CatalogueForeignKey ForeignKey(
        int id, List<(int Id, string Table, string From, string? To, string Action)> parts, CatalogueTable table, List<CatalogueTable> all)
    {
        // The schema names tables and columns in any case, and the primary key not at all.
        var target = all.Find(other => SameName(other.Name, parts[0].Table));
        var to = parts.Exists(part => part.To is null)
            ? target?.PrimaryKey ?? []
            : [.. parts.Select(part => target?.Columns.FirstOrDefault(column => SameName(column.Name, part.To!))?.Name ?? part.To!)];
        var from = parts.Select(part => table.Columns.FirstOrDefault(column => SameName(column.Name, part.From))?.Name ?? part.From);
        var action = parts[0].Action switch
        {
            "CASCADE" => ReferentialAction.Cascade,
            "SET NULL" => ReferentialAction.SetNull,
            "SET DEFAULT" => ReferentialAction.SetDefault,
            _ => ReferentialAction.Refuse,
        };
        return new CatalogueForeignKey($"{table.Name}_fk_{id}", [.. from], target?.Name ?? parts[0].Table, to, action);
    }

    private static bool SameName(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
