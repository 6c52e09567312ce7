using System.ComponentModel;

namespace Microsoft.DurableTask;

public class RetryPolicy
{
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        Require(maxNumberOfAttempts > 0, nameof(maxNumberOfAttempts), maxNumberOfAttempts, "at least 1");
        Require(firstRetryInterval > TimeSpan.Zero, nameof(firstRetryInterval), firstRetryInterval, "longer than zero");
        Require(!(backoffCoefficient < 1.0), nameof(backoffCoefficient), backoffCoefficient, "at least 1.0");
        RequireNotBefore(firstRetryInterval, maxRetryInterval, nameof(maxRetryInterval));
        RequireNotBefore(firstRetryInterval, retryTimeout, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    [Obsolete("Never called. Use TaskOptions.FromRetryHandler.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    // The real one accepts exceptions of DurableTask.Core, which the slice leaves out; here the failure comes as TaskFailedException.
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => exception is TaskFailedException failure
            ? value(failure.FailureDetails)
            : throw new InvalidOperationException($"A retry policy cannot judge a {exception.GetType()}.");
    }

    private static void RequireNotBefore(TimeSpan first, TimeSpan? interval, string name) =>
        Require(!(interval < first) || interval == Timeout.InfiniteTimeSpan, name, interval, "at least the first retry interval");

    private static void Require(bool valid, string name, object? value, string range)
    {
        if (!valid)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
