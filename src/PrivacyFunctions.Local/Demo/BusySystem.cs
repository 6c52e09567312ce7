using Microsoft.Data.Sqlite;

namespace PrivacyFunctions.Local.Demo;

/// <summary>
/// A system that is not to be had for a while: something else, say a backup, holds its SQLite file locked against readers. No stub: the
/// connector meets what it would meet in real life.
/// </summary>
internal sealed class BusySystem : IDisposable
{
    private readonly SqliteConnection _holder;

    private BusySystem(SqliteConnection holder) => _holder = holder;

    /// <summary>Takes the lock; until disposal nobody else can read the file.</summary>
    public static BusySystem Hold(string file)
    {
        var holder = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        holder.Open();
        using var begin = holder.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        begin.ExecuteNonQuery();
        return new BusySystem(holder);
    }

    /// <summary>Lets go; the second time is harmless.</summary>
    public void Dispose() => _holder.Dispose();
}
