using System.Diagnostics;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Benchmarks.Durable;

/// <summary>
/// The peer: one row per commit, by the same driver, with the same settings, in a file beside the product's. And the hand-written
/// floor: the least that a durable step of anybody's engine has to write, in one commit.
/// </summary>
internal sealed class RawCommits : IDisposable
{
    private static readonly byte[] Row = new byte[100];
    private readonly SqliteSession _session;
    private long _step;

    public RawCommits(string directory)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "raw.db")};Pooling=False");
        connection.Open();
        _session = new SqliteSession(connection);
        _session.Script(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;
            CREATE TABLE raw (id INTEGER PRIMARY KEY, payload BLOB);
            CREATE TABLE history (id INTEGER PRIMARY KEY, payload BLOB);
            CREATE TABLE instance (id INTEGER PRIMARY KEY, step INTEGER);
            CREATE TABLE queue (id INTEGER PRIMARY KEY, payload BLOB);
            """);
    }

    /// <summary>One row, one commit; the time it took.</summary>
    public TimeSpan Commit()
    {
        var started = Stopwatch.GetTimestamp();
        _session.Execute("INSERT INTO raw (payload) VALUES (?1)", Row);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Two history rows, one instance, one queue entry in and one out, in one commit.</summary>
    public TimeSpan HandWrittenStep()
    {
        _step++;
        var started = Stopwatch.GetTimestamp();
        _session.Execute("BEGIN IMMEDIATE");
        _session.Execute("INSERT INTO history (payload) VALUES (?1)", Row);
        _session.Execute("INSERT INTO history (payload) VALUES (?1)", Row);
        _session.Execute("INSERT INTO instance (id, step) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET step = ?1", _step);
        _session.Execute("INSERT INTO queue (id, payload) VALUES (?1, ?2)", _step, Row);
        _session.Execute("DELETE FROM queue WHERE id = ?1", _step - 1);
        _session.Execute("COMMIT");
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose() => _session.Dispose();
}
