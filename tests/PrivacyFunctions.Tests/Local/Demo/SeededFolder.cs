using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Demo;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Tests.Local.Demo;

/// <summary>The demo's systems and data map, made once for a class of tests.</summary>
public sealed class SeededFolder : IAsyncLifetime
{
    public static readonly DateTimeOffset Today = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public string Folder { get; } = Directory.CreateTempSubdirectory("demo-systems-").FullName;

    public string Map => Path.Combine(Folder, "map");

    internal IReadOnlyList<SeededSystem> Seeded { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Seeded = await DemoSystems.SeedAsync(Folder, Today, CancellationToken.None);
        await DemoMap.WriteAsync(Map, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    public IReadOnlyList<string> Read(string system, string sql, string? key = null)
    {
        using var connection = new SqliteConnection($"Data Source={DemoSystems.FileOf(Folder, system)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (key is not null) command.Parameters.AddWithValue("$key", key);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
