using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.Intake;

/// <summary>
/// Looks after requests whose orchestration ended without an answer. The work is begun anew a few times, then staff are shown the request; none is
/// lost silently. Orchestrations say themselves when they end so (<see cref="GiveBackWork"/>); those that cannot, because they were terminated or
/// failed by themselves, are asked for by their state, so that nothing depends on how many requests wait.
/// </summary>
public sealed partial class StrandedWork(IRequestStore store, TimeProvider time, ILogger<StrandedWork> log)
{
    /// <summary>How often work is begun anew before staff are asked.</summary>
    public const int MostRestarts = 3;

    private const int PageSize = 100;

    private static readonly IReadOnlyList<OrchestrationRuntimeStatus> Ended = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Looks at every orchestration that failed or was terminated; returns how many requests it moved.</summary>
    public async Task<int> SweepAsync(DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        var moved = 0;
        await foreach (var instance in orchestrations.GetAllInstancesAsync(new OrchestrationQuery(Statuses: Ended, PageSize: PageSize)).WithCancellation(cancellation))
        {
            if (instance.Name == OrchestratorNames.HandleRequest && await TryMoveAsync(instance.InstanceId, cancellation)) moved++;
        }

        return moved;
    }

    /// <summary>What becomes of a request on which nobody works any more; null when it is not under way.</summary>
    public RequestCommit? Next(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Status is not (RequestStatus.InProgress or RequestStatus.AwaitingReview)) return null;
        if (request is { Status: RequestStatus.AwaitingReview, Question.PlanHash: WorkCode.NoPlan }) return null;
        var restarts = request.Timeline.Count(entry => entry.Code == WorkCode.Restarted);
        var free = request with { CoolingOffUntil = null };
        var commit = request.Irreversible || restarts >= MostRestarts ? GiveUp(free) : Restart(free);
        LogStranded(log, request.Id.Value, request.Round, commit.Request.Status);
        return commit;
    }

    /// <summary>
    /// Moves the request of an orchestration that ended without an answer; false when there is nothing to move. One that cannot be looked after keeps no
    /// other from it.
    /// </summary>
    internal async Task<bool> TryMoveAsync(string instance, CancellationToken cancellation)
    {
        try
        {
            // Instances of rounds are called after their request.
            if (!RequestId.TryParse(instance.Split('-')[0], out var id)) return false;
            if (await store.FindAsync(id, cancellation) is not { } request || request.Work.InstanceId != instance || Next(request) is not { } commit) return false;
            // Whoever was faster knows better: an answer that was committed just before the orchestration ended.
            return await store.CommitAsync(commit, cancellation) is CommitResult.Committed;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotMoved(log, instance, fault.GetType().Name);
            return false;
        }
    }

    private RequestCommit Restart(RightsRequest request)
    {
        var queued = request.Move(RequestStatus.Queued, time.GetUtcNow(), code: WorkCode.Restarted);
        return new RequestCommit(queued) { Messages = [VerifiedRequests.Message(queued)] };
    }

    private RequestCommit GiveUp(RightsRequest request)
    {
        var now = time.GetUtcNow();
        // Already waiting for staff, it says so anew: nobody listens any more for what they were asked before.
        var open = request.Status == RequestStatus.AwaitingReview ? request.Move(RequestStatus.InProgress, now) : request;
        // No plan is approved with it: the next round makes its own, and asks where it must.
        return new RequestCommit(open.Move(RequestStatus.AwaitingReview, now, code: WorkCode.GivenUp) with
        {
            PlanHash = WorkCode.NoPlan,
            Question = new ReviewQuestion((request.Question?.Number ?? 0) + 1, WorkCode.GivenUp, now, [])
            {
                Round = request.Round,
                Turn = int.MaxValue,
                PlanHash = WorkCode.NoPlan,
            },
        });
    }

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "Whether anybody works on request {Instance} could not be found out ({Fault}); it is tried again")]
    private static partial void LogNotMoved(ILogger logger, string instance, string fault);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "The work on request {RequestId} ended without an answer in round {Round}; it becomes {Status}")]
    private static partial void LogStranded(ILogger logger, string requestId, int round, RequestStatus status);
}
