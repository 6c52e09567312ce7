namespace PrivacyFunctions.Ports;

/// <summary>
/// A second place for the audit log's checkpoints, apart from the log itself: whoever rolls the log back to an old copy, or rewrites it with
/// the key at hand, is found out by what was copied here before.
/// </summary>
public interface ICheckpointCopy
{
    /// <summary>Names the place for operators.</summary>
    string Place { get; }

    /// <summary>The checkpoint copied last, or null when there is none.</summary>
    /// <exception cref="IOException">The place cannot be reached.</exception>
    Task<string?> ReadLatestAsync(CancellationToken cancellation);

    /// <summary>Adds a checkpoint; earlier ones stay. Durable when the task has ended.</summary>
    /// <exception cref="IOException">The place cannot be reached.</exception>
    Task AppendAsync(string checkpoint, CancellationToken cancellation);
}
