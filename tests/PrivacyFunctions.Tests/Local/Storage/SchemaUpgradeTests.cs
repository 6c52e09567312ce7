using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Storage;

public sealed class SchemaUpgradeTests : IDisposable
{
    private static readonly SchemaScript First = new("Room", 1, "CREATE TABLE room (a INTEGER);");
    private static readonly SchemaScript Second = new("Room", 2, "ALTER TABLE room ADD COLUMN b TEXT; INSERT INTO room VALUES (1, 'b');");

    private readonly SqliteSession _session;

    public SchemaUpgradeTests()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        _session = new SqliteSession(connection);
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Scripts_run_once_and_in_order()
    {
        SchemaUpgrade.Run(_session, [First, Second]);
        SchemaUpgrade.Run(_session, [First, Second]);
        Assert.Equal(1, _session.Scalar("SELECT count(*) FROM room WHERE b = 'b'"));
    }

    [Fact]
    public void A_later_version_adds_only_what_is_new()
    {
        SchemaUpgrade.Run(_session, [First]);
        SchemaUpgrade.Run(_session, [First, Second]);
        Assert.Equal(2, _session.Scalar("SELECT max(version) FROM schema_versions"));
    }

    [Fact]
    public void An_upgrade_that_fails_leaves_nothing_behind()
    {
        var broken = new SchemaScript("Room", 2, "CREATE TABLE half (a); CREATE TABLE room (a);");
        SchemaUpgrade.Run(_session, [First]);
        Assert.Throws<SqliteException>(() => SchemaUpgrade.Run(_session, [First, broken]));
        Assert.False(_session.Exists("SELECT 1 FROM sqlite_schema WHERE name = 'half'"));
        Assert.Equal(1, _session.Scalar("SELECT max(version) FROM schema_versions"));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused_by_name()
    {
        SchemaUpgrade.Run(_session, [First, Second]);
        var refused = Assert.Throws<InvalidDataException>(() => SchemaUpgrade.Run(_session, [First]));
        Assert.Contains("Room 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_room_of_this_build_numbers_its_scripts_without_gaps()
    {
        Assert.Contains(SchemaUpgrade.Scripts, script => script.Room == "Durable");
        foreach (var room in SchemaUpgrade.Scripts.GroupBy(script => script.Room))
            Assert.Equal(Enumerable.Range(1, room.Count()), room.Select(script => script.Version));
    }
}
