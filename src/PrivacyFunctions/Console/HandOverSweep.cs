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
    private const int Batch = 100;

    private int _hasRun;

    /// <summary>Tells again what is due; returns how much.</summary>
    public async Task<int> RunAsync(DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        var dueBy = Volatile.Read(ref _hasRun) == 0 ? time.GetUtcNow() + HandOver.Patience : time.GetUtcNow();
        // What is due still, or again, stays in front of the others, and is passed over until the next run.
        var left = new HashSet<RequestId>();
        var (all, done) = (0, 0);
        do
        {
            done = 0;
            foreach (var request in await store.ListHandOversAsync(dueBy, Batch + left.Count, cancellation))
            {
                if (left.Contains(request.Id)) continue;
                var after = await TryRepeatAsync(request, orchestrations, cancellation);
                if (after is not null) done++;
                if (after is null || HandOver.Of(after)?.DueAt <= dueBy) left.Add(request.Id);
            }

            all += done;
        }
        while (done > 0);
        Volatile.Write(ref _hasRun, 1);
        if (all > 0) LogRepeated(log, all);
        return all;
    }

    private async Task<RightsRequest?> TryRepeatAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        try
        {
            return await RepeatAsync(request, orchestrations, cancellation) is { } commit && await store.CommitAsync(commit, cancellation) is CommitResult.Committed
                ? commit.Request
                : null;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotRepeated(log, request.Id.Value, fault.GetType().Name);
            return null;
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
