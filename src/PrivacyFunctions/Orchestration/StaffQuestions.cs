using Microsoft.DurableTask;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>The points at which an orchestration waits for staff. The request shows <c>awaiting-review</c> meanwhile.</summary>
internal static class StaffQuestions
{
    /// <summary>Waits until staff approve the plan.</summary>
    public static async Task<PlanDecided> ApprovalAsync(TaskOrchestrationContext context, RequestWork work, PlannedRequest plan)
    {
        await context.CallActivityAsync(AskStaff.Name, new StaffQuestion(work.RequestId, work.Round, StaffQuestion.Approval, []), Retries.Own);
        var decision = await context.WaitForExternalEvent<PlanDecided>(PlanDecided.EventName);
        while (decision?.PlanHash != plan.PlanHash)
        {
            decision = await context.WaitForExternalEvent<PlanDecided>(PlanDecided.EventName);
        }

        await context.CallActivityAsync(ResumeWork.Name, work, Retries.Own);
        return decision;
    }

    /// <summary>Waits until staff say what to do about failed systems; null when the deadline came too near to wait on.</summary>
    public static async Task<SystemsDecided?> FailedSystemsAsync(
        TaskOrchestrationContext context, RequestWork work, PlannedRequest plan, IReadOnlyList<string> failed)
    {
        await context.CallActivityAsync(AskStaff.Name, new StaffQuestion(work.RequestId, work.Round, StaffQuestion.FailedSystems, failed), Retries.Own);
        using var waiting = new CancellationTokenSource();
        var decided = context.WaitForExternalEvent<SystemsDecided>(SystemsDecided.EventName, waiting.Token);
        var late = context.CreateTimer(plan.PartialAt, waiting.Token);
        var first = await Task.WhenAny(decided, late);
        waiting.Cancel(); // CancelAsync would leave the orchestration's own thread.
        await context.CallActivityAsync(ResumeWork.Name, work, Retries.Own);
        return first == decided ? await decided : null;
    }
}
