using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>OpenTech Support's eight systems, and how they come to be.</summary>
internal static class DemoSystems
{
    public static ImmutableArray<DemoSystem> All { get; } =
        [new Portal(), new Ticketing(), new Billing(), new Assistant(), new Website(), new RemoteSupport(), new Newsletter(), new Monitoring()];

    /// <summary>Where a system's file lies.</summary>
    public static string FileOf(string folder, string system) => Path.Combine(folder, $"{system}.db");

    /// <summary>Makes the eight files in an existing folder.</summary>
    /// <returns>How many rows each system has, in the order of <see cref="All"/>.</returns>
    public static async Task<IReadOnlyList<SeededSystem>> SeedAsync(string folder, DateTimeOffset today, CancellationToken cancellation)
    {
        var cast = Cast.Gather(today);
        var seeded = new SeededSystem[All.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, All.Length), cancellation, (index, _) =>
        {
            seeded[index] = Seed(All[index], FileOf(folder, All[index].Name), cast, new Dice(index + 1), today);
            return ValueTask.CompletedTask;
        });
        return seeded;
    }

    private static SeededSystem Seed(DemoSystem system, string file, Cast cast, Dice dice, DateTimeOffset today)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var session = new SqliteSession(connection);
        // A file that is made anew each time needs no protection against power cuts.
        session.Script("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN");
        session.Script(Tables(system));
        system.Fill(session, cast, dice, today);
        session.Script("COMMIT");
        var tables = session.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", row => row.Text(0));
        return new SeededSystem(system, tables.Count, tables.Sum(table => session.Scalar($"SELECT count(*) FROM \"{table}\"") ?? 0));
    }

    private static string Tables(DemoSystem system)
    {
        var name = $"{typeof(DemoSystems).Namespace}.{system.Name}.sql";
        using var reader = new StreamReader(typeof(DemoSystems).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

/// <summary>A system that was filled.</summary>
internal sealed record SeededSystem(DemoSystem System, int Tables, long Rows);
