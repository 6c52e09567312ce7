using Microsoft.DurableTask;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>Retry rules of the activities. Only the fault's code decides; see <see cref="FaultCode.IsTransient"/>.</summary>
internal static class Retries
{
    /// <summary>Work in our own stores: nothing can go on without it, so it is tried for about half a year before it is given up.</summary>
    public static TaskOptions Own => Following(OfOurs);

    private static RetrySchedule OfOurs { get; } = new(50_000, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    /// <summary>Work in a connected system: as the plan says. What our own stores refuse is not the system's failure.</summary>
    public static TaskOptions Following(RetrySchedule system) =>
        TaskOptions.FromRetryHandler(async retry =>
        {
            var schedule = FaultCode.IsOurs(retry.LastFailure.ErrorMessage) ? OfOurs : system;
            if (!FaultCode.IsTransient(retry.LastFailure.ErrorMessage) || retry.LastAttemptNumber >= schedule.Attempts)
            {
                return false;
            }

            await retry.OrchestrationContext.CreateTimer(schedule.After(retry.LastAttemptNumber), CancellationToken.None);
            return true;
        });
}
