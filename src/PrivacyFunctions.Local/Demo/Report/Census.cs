using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Systems;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>What stands in the systems' files at one moment, counted past the product: every table's rows, and those that name one person.</summary>
internal sealed record Census
{
    /// <summary>Rows by <c>dataset.table</c>.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Those in which e-mail address, phone number, portal key or a cookie of the person stands, in any column.</summary>
    public required IReadOnlyDictionary<string, long> Naming { get; init; }

    /// <summary>Counts every table of every system.</summary>
    public static Census Take(string systemsFolder, Person person)
    {
        var (rows, naming) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var system in DemoSystems.All)
        {
            using var session = Open(DemoSystems.FileOf(systemsFolder, system.Name));
            foreach (var table in session.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", row => row.Text(0)))
            {
                rows[$"{system.Name}.{table}"] = session.Scalar($"SELECT count(*) FROM \"{table}\"") ?? 0;
                naming[$"{system.Name}.{table}"] = CountNaming(session, table, person);
            }
        }

        return new Census { Rows = rows, Naming = naming };
    }

    private static long CountNaming(SqliteSession session, string table, Person person)
    {
        string[] texts = [person.Email, person.Phone, person.Id, .. person.Cookies];
        var columns = session.Query("SELECT name FROM pragma_table_info(?1)", row => row.Text(0), table);
        var whole = string.Join(" || ' ' || ", columns.Select(column => $"coalesce(CAST(\"{column}\" AS TEXT), '')"));
        var found = string.Join(" OR ", texts.Select((_, index) => $"instr(whole, ?{index + 1}) > 0"));
        return session.Scalar($"SELECT count(*) FROM (SELECT {whole} AS whole FROM \"{table}\") WHERE {found}", [.. texts.Select(text => (SqliteValue)text)]) ?? 0;
    }

    private static SqliteSession Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return new SqliteSession(connection);
    }
}
