using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Law;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Triage;

/// <summary>
/// The way of a request into <c>awaiting-review</c> and out of it. The question and what staff said stand in the request; each is taken once,
/// however often these activities run.
/// </summary>
public sealed class StaffReview(IRequestStore requests, ApprovalSettings approvals, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity that asks.</summary>
    public const string Ask = "AskStaff";

    /// <summary>The activity that takes what was said.</summary>
    public const string Resume = "ResumeWork";

    /// <summary>Shows the request as waiting for staff; does nothing when it did so for this question or a later one.</summary>
    [Function(Ask)]
    public Task<StaffAsked> AskAsync([ActivityTrigger] StaffQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var id = RequestId.Parse(question.RequestId);
        return boundary.RunAsync(Ask, id, async () =>
        {
            await ShowFailedAsync(id, question, cancellation);
            var request = await requests.UpdateAsync(id, request => Put(request, question), cancellation);
            var waits = request.Status == RequestStatus.AwaitingReview && request.Round == question.Round;
            return new StaffAsked(waits, request.Question?.Number ?? 0, request.Question?.Said is not null);
        });
    }

    /// <summary>Takes what staff said, and moves the request on.</summary>
    [Function(Resume)]
    public Task<StaffSaid> ResumeAsync([ActivityTrigger] StaffTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var id = RequestId.Parse(turn.RequestId);
        return boundary.RunAsync(Resume, id, async () =>
        {
            var request = await requests.UpdateAsync(id, request => Take(request, turn), cancellation);
            if (request.Round != turn.Round || request.Question?.Number != turn.Question) return new StaffSaid(Waits: false, Works: false);
            var said = request.Question.Said;
            if (request.Status == RequestStatus.InProgress) await ShowAsync(id, said?.Systems, cancellation);
            return new StaffSaid(
                request.Status == RequestStatus.AwaitingReview, request.Status == RequestStatus.InProgress, said?.Plan, said?.Systems);
        });
    }

    // Another unit of the same system, ending later than the one that failed, may have shown the system as running.
    private async Task ShowFailedAsync(RequestId id, StaffQuestion question, CancellationToken cancellation)
    {
        if (question.Reason != StaffQuestion.FailedSystems) return;
        foreach (var row in await requests.ReadProgressAsync(id, cancellation))
        {
            if (row.State != SystemState.Running || !question.Datasets.Contains(row.Dataset)) continue;
            var failed = row with { State = SystemState.Failed, Error = row.Error ?? FaultCode.SystemFailed, UpdatedAt = time.GetUtcNow() };
            await requests.PutProgressAsync(id, failed, cancellation);
        }
    }

    private RequestCommit? Put(RightsRequest request, StaffQuestion asked)
    {
        if (request.Round != asked.Round || (request.Question is { } last && last.Round == asked.Round && last.Turn >= asked.Turn)) return null;
        return request switch
        {
            { Status: RequestStatus.InProgress } => AskAnew(request, asked),
            // The person objected, and staff were asked for it at once: the orchestration knows now.
            { Status: RequestStatus.AwaitingReview, Question: { } question } =>
                new RequestCommit(request with { Question = question with { Round = asked.Round, Turn = asked.Turn }, HandedOverAt = null }),
            _ => null,
        };
    }

    private RequestCommit AskAnew(RightsRequest request, StaffQuestion asked)
    {
        var now = time.GetUtcNow();
        // Whoever decides about a plan is told above all that the person objected to it.
        var code = request.FrozenAt is not null && asked.Reason != StaffQuestion.FailedSystems ? StaffQuestion.NotMe : asked.Reason;
        var before = request.Verdicts.Where(verdict => asked.Datasets.Contains(verdict.Dataset)).ToList();
        var question = new ReviewQuestion((request.Question?.Number ?? 0) + 1, code, now, asked.Datasets)
        {
            Round = asked.Round,
            Turn = asked.Turn,
            PlanHash = asked.PlanHash,
            Demand = ApprovalRules.Demand(request.Law, request.Right, asked.Sensitive, approvals.PolicyOf(request.Right)),
            Said = before.Count > 0 ? new StaffWord(now) { Systems = SystemVerdict.Sum(before) } : null,
        };
        return new RequestCommit(request.Move(RequestStatus.AwaitingReview, now, code: code) with
        {
            Question = question,
            Verdicts = [.. request.Verdicts.Except(before)],
        });
    }

    private RequestCommit? Take(RightsRequest request, StaffTurn turn) =>
        request.Status == RequestStatus.AwaitingReview && request.Round == turn.Round && request.Question?.Number == turn.Question
            && (turn.Late || request.Question.Said is not null)
            ? new RequestCommit(request.Move(RequestStatus.InProgress, time.GetUtcNow()))
            : null;

    private async Task ShowAsync(RequestId id, SystemsDecided? decided, CancellationToken cancellation)
    {
        if (decided is null) return;
        foreach (var row in await requests.ReadProgressAsync(id, cancellation))
        {
            SystemState? state = decided.Skip.Contains(row.Dataset) ? SystemState.Skipped : decided.Retry.Contains(row.Dataset) ? SystemState.Waiting : null;
            if (state is { } shown && row.State == SystemState.Failed)
                await requests.PutProgressAsync(id, row with { State = shown, UpdatedAt = time.GetUtcNow() }, cancellation);
        }
    }
}
