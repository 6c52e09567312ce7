using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.Intake;

/// <summary>
/// Finds requests that nobody works on any more: under way by their status, while their orchestration ended without an answer or is not there.
/// The work is begun anew a few times, then staff are shown the request; none is lost silently.
/// </summary>
public sealed partial class StrandedWork(IRequestStore store, TimeProvider time, ILogger<StrandedWork> log)
{
    /// <summary>How often work is begun anew before staff are asked.</summary>
    public const int MostRestarts = 3;

    private const int PageSize = 100;

    // A message that starts the work may still be on its way, and is repeated for some minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Looks at every request under way; returns how many it moved.</summary>
    public async Task<int> SweepAsync(DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        var moved = 0;
        foreach (var status in (RequestStatus[])[RequestStatus.InProgress, RequestStatus.AwaitingReview])
        {
            string? cursor = null;
            do
            {
                var page = await store.ListAsync(new RequestFilter(status, null, null, PageSize, cursor), cancellation);
                foreach (var request in page?.Items ?? [])
                {
                    if (await TryMoveAsync(request, orchestrations, cancellation)) moved++;
                }

                cursor = page?.NextCursor;
            }
            while (cursor is not null);
        }

        return moved;
    }

    // One that cannot be looked after keeps no other from it.
    private async Task<bool> TryMoveAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        try
        {
            return await MoveAsync(request, orchestrations, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotMoved(log, request.Id.Value, fault.GetType().Name);
            return false;
        }
    }

    private async Task<bool> MoveAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (await NextAsync(request, orchestrations, cancellation) is not { } commit) return false;
        // Whoever was faster knows better: an answer that was committed just before the orchestration ended.
        if (await store.CommitAsync(commit, cancellation) is not CommitResult.Committed) return false;
        LogStranded(log, request.Id.Value, request.Round, commit.Request.Status);
        return true;
    }

    private async Task<RequestCommit?> NextAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (request is { Status: RequestStatus.AwaitingReview, Question: { Code: WorkCode.GivenUp } question })
            return question.Said is null ? null : Restart(request);
        if (!await IsStrandedAsync(request, orchestrations, cancellation)) return null;
        var restarts = request.Timeline.Count(entry => entry.Code == WorkCode.Restarted);
        return request.Irreversible || restarts >= MostRestarts ? GiveUp(request) : Restart(request);
    }

    private async Task<bool> IsStrandedAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        var instance = await orchestrations.GetInstanceAsync(request.Work.InstanceId, cancellation);
        return instance is null ? time.GetUtcNow() - request.UpdatedAt >= Patience : instance.IsCompleted;
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
            Question = new ReviewQuestion((request.Question?.Number ?? 0) + 1, WorkCode.GivenUp, now, []) { PlanHash = WorkCode.NoPlan },
        });
    }

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "Whether anybody works on request {RequestId} could not be found out ({Fault}); it is tried again")]
    private static partial void LogNotMoved(ILogger logger, string requestId, string fault);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "The work on request {RequestId} ended without an answer in round {Round}; it is {Status} now")]
    private static partial void LogStranded(ILogger logger, string requestId, int round, RequestStatus status);
}
