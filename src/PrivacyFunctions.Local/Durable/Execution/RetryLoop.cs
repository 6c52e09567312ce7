using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>Repeats a call inside the orchestration as its policy or handler says; every attempt and pause is in the history.</summary>
internal sealed class RetryLoop(TaskOrchestrationContext context, string name, TaskRetryOptions? retry)
{
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt)
    {
        if (retry is null) return await attempt();
        var started = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (Failures.IsRetriable(failure.FailureDetails))
            {
                if (!await GoOnAsync(failure, attempts, started)) throw;
            }
        }
    }

    private async Task<bool> GoOnAsync(TaskFailedException failure, int attempts, DateTime started)
    {
        var spent = context.CurrentUtcDateTime - started;
        if (retry!.Handler is { } handler)
            return await handler(new RetryContext(context, attempts, failure.FailureDetails, spent, CancellationToken.None));

        var policy = retry.Policy ?? throw new InvalidOperationException($"The retry options of '{name}' name neither policy nor handler.");
        if (attempts >= policy.MaxNumberOfAttempts || !policy.Handle(failure)) return false;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && spent >= policy.RetryTimeout) return false;
        await context.CreateTimer(Pause(policy, attempts), CancellationToken.None);
        return true;
    }

    private static TimeSpan Pause(RetryPolicy policy, int attempts)
    {
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}
