using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.StaffConsole;

/// <summary>
/// Makes up for what orchestrations were not told. All of it stands in their requests until it is taken, so one indexed query finds it. The first
/// run of a process waits for nobody: whoever was to tell it may have died with the process before.
/// </summary>
public sealed partial class HandOverSweep(IRequestStore store, Orchestrations work, TimeProvider time, ILogger<HandOverSweep> log)
{
    private int _hasRun;

    /// <summary>Tells again what is due; returns how much.</summary>
    public async Task<int> RunAsync(DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        var dueBy = Volatile.Read(ref _hasRun) == 0 ? time.GetUtcNow() + HandOver.Patience : time.GetUtcNow();
        // What was told may be due again by the impatient measure: each is told once a run.
        var told = new HashSet<RequestId>();
        var all = await RequestSweep.RunAsync(
            most => store.ListHandOversAsync(dueBy, most, cancellation),
            async request => told.Add(request.Id) && await TryRepeatAsync(request, orchestrations, cancellation));
        Volatile.Write(ref _hasRun, 1);
        if (all > 0) LogRepeated(log, all);
        return all;
    }

    private async Task<bool> TryRepeatAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        try
        {
            return await RepeatAsync(request, orchestrations, cancellation) is { } commit && await store.CommitAsync(commit, cancellation) is CommitResult.Committed;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotRepeated(log, request.Id.Value, fault.GetType().Name);
            return false;
        }
    }

    // Null when it could not be told now, or was taken meanwhile.
    private async Task<RequestCommit?> RepeatAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return HandOver.Of(request)?.Kind switch
        {
            HandOverKind.Start => new RequestCommit(request with { HandedOverAt = now }) { Messages = [VerifiedRequests.Again(request, now)] },
            HandOverKind.Word => await work.TellAsync(orchestrations, request, cancellation)
                ? new RequestCommit(request with { Question = request.Question! with { Said = request.Question.Said! with { RaisedAt = now } } })
                : null,
            HandOverKind.Objection => await work.WakeAsync(orchestrations, request, cancellation) ? new RequestCommit(request with { HandedOverAt = now }) : null,
            HandOverKind.End => await work.EndAsync(orchestrations, request, cancellation) ? new RequestCommit(request with { WorkToEnd = false }) : null,
            _ => null,
        };
    }

    [LoggerMessage(EventId = 1502, Level = LogLevel.Information, Message = "{Count} orchestrations were told again what they had not taken")]
    private static partial void LogRepeated(ILogger logger, int count);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Error, Message = "The orchestration of request {RequestId} could not be told again ({Fault}); it is tried later")]
    private static partial void LogNotRepeated(ILogger logger, string requestId, string fault);
}
