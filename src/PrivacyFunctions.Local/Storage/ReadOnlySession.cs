using Microsoft.Data.Sqlite;

namespace PrivacyFunctions.Local.Storage;

/// <summary>Opens a database only to look at it: nothing is created, upgraded or written, whatever state it is in.</summary>
internal static class ReadOnlySession
{
    private const string Begin = "BEGIN; SELECT count(*) FROM sqlite_master;";

    /// <summary>One snapshot of the file, also while a server writes to it.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public static SqliteSession Open(string path)
    {
        try
        {
            return Connect(path);
        }
        catch (SqliteException) when (!File.Exists(path + "-wal"))
        {
            // On a medium that cannot be written even a reader cannot open a database with a log; without one the file is all there is.
            return Connect($"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1");
        }
    }

    private static SqliteSession Connect(string source)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Script(Begin);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
