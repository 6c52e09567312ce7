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
    [Function(nameof(TendRequests))]
    public Task RunAsync([TimerTrigger("20 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) =>
        RequestSweep.RunAsync(most => store.ListDueStepsAsync(time.GetUtcNow(), most, cancellation), request => TendAsync(request, cancellation));

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
