using Microsoft.DurableTask;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>The points at which an orchestration waits for staff. The request shows <c>awaiting-review</c> meanwhile.</summary>
internal static class StaffQuestions
{
    /// <summary>Waits until staff approve the plan; null when the request was withdrawn before it could be asked.</summary>
    public static async Task<PlanDecided?> ApprovalAsync(TaskOrchestrationContext context, RequestWork work, PlannedRequest plan)
    {
        var asked = new StaffQuestion(work.RequestId, work.Round, StaffQuestion.Approval, []);
        if (!await context.CallActivityAsync<bool>(AskStaff.Name, asked, Retries.Own))
        {
            return null;
        }

        var decision = await context.WaitForExternalEvent<PlanDecided>(PlanDecided.EventName);
        while (decision?.PlanHash != plan.PlanHash)
        {
            decision = await context.WaitForExternalEvent<PlanDecided>(PlanDecided.EventName);
        }

        await context.CallActivityAsync(ResumeWork.Name, work, Retries.Own);
        return decision;
    }

    /// <summary>Waits until staff say what to do about failed systems, but not longer than the deadline allows.</summary>
    public static async Task<FailedSystemsAnswer> FailedSystemsAsync(
        TaskOrchestrationContext context, RequestWork work, PlannedRequest plan, IReadOnlyList<string> failed)
    {
        var asked = new StaffQuestion(work.RequestId, work.Round, StaffQuestion.FailedSystems, failed);
        if (!await context.CallActivityAsync<bool>(AskStaff.Name, asked, Retries.Own))
        {
            return new FailedSystemsAnswer.Withdrawn();
        }

        using var waiting = new CancellationTokenSource();
        var decided = context.WaitForExternalEvent<SystemsDecided>(SystemsDecided.EventName, waiting.Token);
        var late = context.CreateTimer(plan.PartialAt, waiting.Token);
        var first = await Task.WhenAny(decided, late);
        waiting.Cancel(); // CancelAsync would leave the orchestration's own thread.
        await context.CallActivityAsync(ResumeWork.Name, work, Retries.Own);
        return first == decided && await decided is { } decision ? new FailedSystemsAnswer.Decided(decision) : new FailedSystemsAnswer.DeadlineNear();
    }
}
