using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace PrivacyFunctions.Local.Storage;

/// <summary>
/// Brings the file to the schema of this build. Every room (folder) has scripts <c>schema.001.sql</c>, <c>schema.002.sql</c>, …;
/// each runs once, in order, in one transaction with its entry in <c>schema_versions</c>.
/// </summary>
internal static partial class SchemaUpgrade
{
    private const string Versions =
        "CREATE TABLE IF NOT EXISTS schema_versions (room TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (room, version)) WITHOUT ROWID, STRICT";

    // Rooms whose tables lie in a file of their own, so that they can be backed up, restored and destroyed apart.
    private static readonly FrozenSet<string> OwnFile = FrozenSet.ToFrozenSet(["Keys.Shares", "Ledger"]);

    public static IReadOnlyList<SchemaScript> Scripts { get; } = [.. All().Where(script => !OwnFile.Contains(script.Room))];

    /// <summary>The scripts of a file: of one room, or of every room that has no file of its own.</summary>
    public static IReadOnlyList<SchemaScript> ScriptsOf(string? room) =>
        room is null ? Scripts : [.. All().Where(script => script.Room == room)];

    /// <summary>Brings the file up to date; one that is takes no lock, so that whoever only looks waits for no writer.</summary>
    /// <exception cref="InvalidDataException">A newer version of the product wrote it.</exception>
    public static void Run(SqliteSession session, IReadOnlyList<SchemaScript> scripts)
    {
        if (session.Exists("SELECT 1 FROM sqlite_schema WHERE name = 'schema_versions'") && Missing(session, scripts).Count == 0) return;
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            session.Execute(Versions);
            foreach (var script in Missing(session, scripts)) Apply(session, script);
            session.Execute("COMMIT");
        }
        catch
        {
            if (session.InTransaction) session.Execute("ROLLBACK");
            throw;
        }
    }

    private static List<SchemaScript> Missing(SqliteSession session, IReadOnlyList<SchemaScript> scripts)
    {
        var applied = session.Query("SELECT room, version FROM schema_versions", r => (r.Text(0), r.Whole(1))).ToHashSet();
        RefuseNewer(applied, scripts);
        return [.. scripts.Where(s => !applied.Contains((s.Room, s.Version)))];
    }

    private static void Apply(SqliteSession session, SchemaScript script)
    {
        session.Script(script.Sql);
        session.Execute("INSERT INTO schema_versions (room, version) VALUES (?1, ?2)", script.Room, script.Version);
    }

    private static void RefuseNewer(HashSet<(string Room, int Version)> applied, IReadOnlyList<SchemaScript> scripts)
    {
        var known = scripts.Select(s => (s.Room, s.Version)).ToHashSet();
        var newer = applied.Where(a => !known.Contains(a)).Select(a => $"{a.Room} {a.Version}").Order(StringComparer.Ordinal).ToList();
        if (newer.Count > 0)
            throw new InvalidDataException($"The database was written by a newer version of PrivacyFunctions ({string.Join(", ", newer)}). Use that version, or a later one.");
    }

    private static List<SchemaScript> All() => Find(typeof(SchemaUpgrade).Assembly);

    private static List<SchemaScript> Find(Assembly assembly) =>
    [
        .. from name in assembly.GetManifestResourceNames()
           let match = ScriptName().Match(name)
           where match.Success
           let version = int.Parse(match.Groups["version"].ValueSpan, CultureInfo.InvariantCulture)
           orderby match.Groups["room"].Value, version
           select new SchemaScript(match.Groups["room"].Value, version, Read(assembly, name)),
    ];

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^PrivacyFunctions\.Local\.(?<room>.+)\.schema\.(?<version>\d+)\.sql$")]
    private static partial Regex ScriptName();
}

/// <summary>One step of a room's schema.</summary>
internal sealed record SchemaScript(string Room, int Version, string Sql);
