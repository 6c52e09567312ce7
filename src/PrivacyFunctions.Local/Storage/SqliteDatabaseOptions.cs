namespace PrivacyFunctions.Local.Storage;

/// <summary>How a file of the local runtime is opened.</summary>
public sealed record SqliteDatabaseOptions
{
    /// <summary>Path of the database file; its folder must exist. The file is created with mode 0600.</summary>
    public required string Path { get; init; }

    /// <summary>The room (folder) whose tables the file has; null: every room that has no file of its own.</summary>
    public string? Room { get; init; }

    /// <summary>How long a lock held by another process is waited for before the unit fails with SQLITE_BUSY.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Read connections that are kept open between reads.</summary>
    public int Readers { get; init; } = 16;

    /// <summary>Most units that share one commit.</summary>
    public int UnitsPerCommit { get; init; } = 256;

    /// <summary>Injects failures; production has none.</summary>
    public IStorageFaults? Faults { get; init; }
}
