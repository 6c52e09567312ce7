namespace PrivacyFunctions.Ports;

/// <summary>What became of a <see cref="RequestCommit"/>.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>It is durable; the request now has this version.</summary>
    public sealed record Committed(long Version) : CommitResult;

    /// <summary>Somebody else changed (or created) the request since it was read: read it again and decide anew.</summary>
    public sealed record Conflict : CommitResult;

    /// <summary>The call was answered before: repeat what is saved under its key.</summary>
    public sealed record AnsweredBefore(SavedAnswer Answer) : CommitResult;

    /// <summary>A budget is spent.</summary>
    /// <param name="Name">Which one.</param>
    /// <param name="RetryAfter">When it is open again.</param>
    public sealed record LimitReached(string Name, TimeSpan RetryAfter) : CommitResult;
}
