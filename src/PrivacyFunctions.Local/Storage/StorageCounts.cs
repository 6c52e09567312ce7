namespace PrivacyFunctions.Local.Storage;

/// <summary>What the database has done since it was opened.</summary>
public sealed class StorageCounts
{
    private long _commits;
    private long _units;
    private long _statements;

    /// <summary>Durable commits; each is one fsync of the log, checkpoints apart.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Units of work that those commits carried.</summary>
    public long Units => Interlocked.Read(ref _units);

    /// <summary>Statements begun, on the writer and on readers.</summary>
    public long Statements => Interlocked.Read(ref _statements);

    internal void Began() => Interlocked.Increment(ref _statements);

    internal void Committed(int units)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _units, units);
    }
}
