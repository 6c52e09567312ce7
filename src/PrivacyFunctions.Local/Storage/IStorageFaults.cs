namespace PrivacyFunctions.Local.Storage;

/// <summary>A seam for crash tests: called at every point where a process can die, and may throw there.</summary>
public interface IStorageFaults
{
    /// <summary>Throws to let the operation fail as a broken disk or a dying process would.</summary>
    /// <param name="point">Where the writer stands.</param>
    void At(StoragePoint point);
}

/// <summary>The points of a commit at which a failure can be injected.</summary>
public enum StoragePoint
{
    /// <summary>Before a statement that changes data.</summary>
    Write,

    /// <summary>Before the commit of a batch: nothing of it is durable.</summary>
    Commit,

    /// <summary>After the commit: all of it is durable, and nobody has been told.</summary>
    Committed,
}
