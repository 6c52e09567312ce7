using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using PrivacyFunctions.EndToEnd.Commands;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.EndToEnd.Deletion;

/// <summary>
/// A server over PostgreSQL and SQLite in which two colleagues are known, with everything that deletion has a rule for: rows that go, rows that are
/// masked, kept by law or because a kept one refers to them, shared, held for others, and without a primary key.
/// </summary>
internal sealed class ErasableOrganisation : IAsyncDisposable
{
    public const string Anna = "anna@harbour.example";
    public const string Ben = "ben@harbour.example";

    private readonly TemporaryFolder _folder = new();
    private string _crm = "";

    private ErasableOrganisation()
    {
    }

    public PrivacyProcess Server { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    /// <param name="settings">Further settings.</param>
    /// <param name="postgres">The PostgreSQL server to use; by default the one that all tests share.</param>
    /// <param name="map">What to make of the data map.</param>
    public static async Task<ErasableOrganisation> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, PostgresServer? postgres = null, Func<string, string>? map = null)
    {
        var organisation = new ErasableOrganisation();
        organisation._crm = await (postgres ?? await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await SqlScripts.PostgresAsync(organisation._crm, Read("crm.sql"));
        foreach (var name in new[] { "billing", "support", "hosting" }) SqlScripts.Sqlite(organisation.File(name), Read(name + ".sql"));
        organisation.Server = await PrivacyProcess.StartAsync(
            new Dictionary<string, string> { ["map.yml"] = map is null ? Read("map.yml") : map(Read("map.yml")) },
            new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
            {
                ["CRM_DB"] = organisation._crm,
                ["FILES"] = organisation._folder.Path,
                ["Privacy__Deletion__CoolingOff"] = settings?.GetValueOrDefault("Privacy__Deletion__CoolingOff") ?? "00:00:00",
            });
        return organisation;
    }

    /// <summary>How to reach the PostgreSQL system.</summary>
    public string Crm => _crm;

    /// <summary>Runs a script in the PostgreSQL system.</summary>
    public Task CrmAsync(string script) => SqlScripts.PostgresAsync(_crm, script);

    /// <summary>Runs a script in a SQLite system.</summary>
    public void Sqlite(string system, string script) => SqlScripts.Sqlite(File(system), script);

    /// <summary>The file of a SQLite system.</summary>
    public string File(string system) => _folder.File(system + ".db");

    /// <summary>Every row of every table, one line each, in order.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync()
    {
        var lines = new List<string>();
        await using var crm = new NpgsqlConnection(_crm);
        await crm.OpenAsync();
        foreach (var table in new[] { "company", "person", "phone", "note" }) await DumpAsync(crm, "crm", table, lines);
        foreach (var (system, tables) in new[] { ("billing", new[] { "customer", "invoice" }), ("support", ["ticket", "thread"]), ("hosting", ["mailbox"]) })
        {
            await using var connection = new SqliteConnection($"Data Source={File(system)};Pooling=False");
            await connection.OpenAsync();
            foreach (var table in tables) await DumpAsync(connection, system, table, lines);
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task DumpAsync(System.Data.Common.DbConnection connection, string system, string table, List<string> lines)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var line = new StringBuilder($"{system}.{table}:");
            for (var i = 0; i < reader.FieldCount; i++) line.Append(' ').Append(reader.IsDBNull(i) ? "NULL" : reader.GetValue(i)).Append(';');
            lines.Add(line.ToString());
        }
    }

    private static string Read(string file) => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Deletion", "Organisation", file));
}
