using Microsoft.DurableTask;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>
/// The points at which an orchestration waits for staff. The request shows <c>awaiting-review</c> meanwhile, and holds what they say; an event
/// only says that it is worth looking, so that one that comes twice, or late, does nothing.
/// </summary>
internal sealed class StaffQuestions(TaskOrchestrationContext context, RequestWork work)
{
    private int _turn;

    /// <summary>Settles, with the help of staff, what failed for good; false when the request is not worked on any more.</summary>
    public async Task<bool> SettleAsync(PlannedRequest plan, SystemsWork systems)
    {
        while (systems.FailedDatasets.Count > 0)
        {
            switch (await FailedSystemsAsync(plan, systems.FailedDatasets))
            {
                case FailedSystemsAnswer.Decided(var decision):
                    systems.Skip(decision.Skip);
                    await systems.RetryAsync(decision.Retry);
                    break;
                case FailedSystemsAnswer.DeadlineNear:
                    return true;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Waits until staff approve the plan; null when the request is not worked on any more.</summary>
    /// <param name="plan">The plan; no other is approved.</param>
    /// <param name="reason">Why they are asked.</param>
    public async Task<PlanDecided?> ApprovalAsync(PlannedRequest plan, string reason = StaffQuestion.Approval)
    {
        var asked = await AskAsync(new StaffQuestion(work.RequestId, work.Round, reason, [], plan.PlanHash, plan.Sensitive));
        if (!asked.Waits) return null;
        while (true)
        {
            await context.WaitForExternalEvent<PlanDecided>(PlanDecided.EventName);
            var said = await TakeAsync(new StaffTurn(work.RequestId, work.Round, asked.Question));
            if (!said.Waits) return said.Works ? said.Plan : null;
        }
    }

    /// <summary>Waits until staff say what to do about failed systems, but not longer than the deadline allows.</summary>
    public async Task<FailedSystemsAnswer> FailedSystemsAsync(PlannedRequest plan, IReadOnlyList<string> failed)
    {
        var asked = await AskAsync(new StaffQuestion(work.RequestId, work.Round, StaffQuestion.FailedSystems, failed));
        if (!asked.Waits) return new FailedSystemsAnswer.Withdrawn();
        using var waiting = new CancellationTokenSource();
        var late = context.CreateTimer(plan.PartialAt, waiting.Token);
        while (true)
        {
            var first = asked.Answered ? null : await Task.WhenAny(context.WaitForExternalEvent<SystemsDecided>(SystemsDecided.EventName, waiting.Token), late);
            var said = await TakeAsync(new StaffTurn(work.RequestId, work.Round, asked.Question, first == late));
            if (said.Waits) continue;
            waiting.Cancel(); // CancelAsync would leave the orchestration's own thread.
            return Read(said);
        }
    }

    private static FailedSystemsAnswer Read(StaffSaid said) => said switch
    {
        { Works: false } => new FailedSystemsAnswer.Withdrawn(),
        { Systems: { } decision } => new FailedSystemsAnswer.Decided(decision),
        _ => new FailedSystemsAnswer.DeadlineNear(),
    };

    private Task<StaffAsked> AskAsync(StaffQuestion question) =>
        context.CallActivityAsync<StaffAsked>(StaffReview.Ask, question with { Turn = ++_turn }, Retries.Own);

    private Task<StaffSaid> TakeAsync(StaffTurn turn) =>
        context.CallActivityAsync<StaffSaid>(StaffReview.Resume, turn, Retries.Own);
}
