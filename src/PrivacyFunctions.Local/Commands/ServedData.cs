using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Commands;

/// <summary>What a server keeps in its data folder, for verbs that look into it; the server may be running.</summary>
internal static class ServedData
{
    /// <summary>Opens the database.</summary>
    /// <exception cref="CommandFailure">There is none, or it cannot be used.</exception>
    public static SqliteDatabase Open(DataDirectory data)
    {
        Require(data);
        try
        {
            return SqliteDatabase.Open(new SqliteDatabaseOptions { Path = data.Database });
        }
        catch (SqliteException broken)
        {
            throw Unreadable(data.Database, broken);
        }
        catch (InvalidDataException newer)
        {
            throw new CommandFailure(newer.Message);
        }
    }

    /// <summary>Makes sure that a server has kept its state where a verb looks for it, before anything there is opened.</summary>
    /// <exception cref="CommandFailure">Nothing is there, or this user may not see it.</exception>
    public static void Require(DataDirectory data)
    {
        if (!File.Exists(data.Database))
            throw new CommandFailure($"There is no PrivacyFunctions data in {data.Root} that this user can read; give the folder that 'privacy serve --data' uses, and run as its user.");
    }

    /// <summary>A database that cannot be read.</summary>
    /// <param name="place">The file, or the folder that it is in.</param>
    /// <param name="refusal">What SQLite says.</param>
    public static CommandFailure Unreadable(string place, SqliteException refusal) =>
        new($"{place} cannot be read (SQLite error {refusal.SqliteErrorCode}); restore it from a backup, and use that.");
}
