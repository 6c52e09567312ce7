namespace PrivacyFunctions.Ports;

/// <summary>
/// A blob while it is written, front to back. Nothing of it is visible before <see cref="CommitAsync"/> returns; disposing
/// without a commit discards it. Not safe for use by two callers at once.
/// </summary>
public abstract class BlobWriter : ForwardStream
{
    /// <summary>Makes the blob durable and visible in one step, replacing any blob of that name. Nothing may be written after it.</summary>
    /// <exception cref="IOException">The store failed: the blob is not visible, or the whole of it is.</exception>
    public abstract Task CommitAsync(CancellationToken cancellation);

    /// <summary>Bytes written so far; cannot be set.</summary>
    public abstract override long Position { get; set; }
}
