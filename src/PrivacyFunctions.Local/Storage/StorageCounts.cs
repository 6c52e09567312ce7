namespace PrivacyFunctions.Local.Storage;

/// <summary>What the writer has done since the database was opened.</summary>
public sealed class StorageCounts
{
    private long _commits;
    private long _units;

    /// <summary>Durable commits; each is one fsync of the log, checkpoints apart.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Units of work that those commits carried.</summary>
    public long Units => Interlocked.Read(ref _units);

    internal void Committed(int units)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _units, units);
    }
}
