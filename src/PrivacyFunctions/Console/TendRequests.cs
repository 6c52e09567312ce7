using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>
/// Does what falls due by itself: reminds, calls staff, expires, notes missed deadlines. One indexed query finds it all, when the host starts and every
/// minute, however many requests wait.
/// </summary>
public sealed partial class TendRequests(IRequestStore store, DueSteps steps, TimeProvider time, ILogger<TendRequests> log)
{
    private const int Batch = 100;

    [Function(nameof(TendRequests))]
    public async Task RunAsync([TimerTrigger("20 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation)
    {
        // What could not be done stays in front of the others, and is passed over until the next run.
        var left = new HashSet<RequestId>();
        int done;
        do
        {
            done = 0;
            foreach (var request in await store.ListDueStepsAsync(time.GetUtcNow(), Batch + left.Count, cancellation))
            {
                if (left.Contains(request.Id)) continue;
                if (await TendAsync(request, cancellation)) done++;
                else left.Add(request.Id);
            }
        }
        while (done > 0);
    }

    private async Task<bool> TendAsync(RightsRequest request, CancellationToken cancellation)
    {
        try
        {
            if (RequestSchedule.Next(request) is not { } step || step.At > time.GetUtcNow()) return false;
            if (await steps.TakeAsync(request, step, cancellation) is not { } commit) return false;
            return await store.CommitAsync(commit, cancellation) is CommitResult.Committed;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotTended(log, request.Id.Value, fault.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Error, Message = "What is due for request {RequestId} could not be done ({Fault}); it is tried again")]
    private static partial void LogNotTended(ILogger logger, string requestId, string fault);
}
