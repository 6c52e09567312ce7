namespace Microsoft.DurableTask.Client;

public class PurgeResult
{
    public PurgeResult(int count)
    {
        if (count < 0)
            throw new ArgumentException("A count is not negative.", nameof(count));
        PurgedInstanceCount = count;
    }

    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    public int PurgedInstanceCount { get; }

    public bool? IsComplete { get; }
}
