using Microsoft.DurableTask;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>The points at which an orchestration waits for staff. The request shows <c>awaiting-review</c> meanwhile.</summary>
internal static class StaffQuestions
{
    /// <summary>Settles, with the help of staff, what failed for good; false when the request was withdrawn meanwhile.</summary>
    public static async Task<bool> SettleAsync(TaskOrchestrationContext context, RequestWork work, PlannedRequest plan, ISystemsWork systems)
    {
        while (systems.FailedDatasets.Count > 0)
        {
            switch (await FailedSystemsAsync(context, work, plan, systems.FailedDatasets))
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

    /// <summary>Waits until staff approve the plan; null when the request was withdrawn before it could be asked.</summary>
    public static async Task<PlanDecided?> ApprovalAsync(
        TaskOrchestrationContext context, RequestWork work, PlannedRequest plan, string reason = StaffQuestion.Approval)
    {
        // Work is not resumed when the person objected between the approval and this moment: then staff are asked again.
        var asked = new StaffQuestion(work.RequestId, work.Round, reason, []);
        while (await context.CallActivityAsync<bool>(AskStaff.Name, asked, Retries.Own))
        {
            var decision = await context.WaitForExternalEvent<PlanDecided>(PlanDecided.EventName);
            if (decision?.PlanHash == plan.PlanHash && await context.CallActivityAsync<bool>(ResumeWork.Name, work, Retries.Own))
            {
                return decision;
            }
        }

        return null;
    }

    /// <summary>Waits until staff say what to do about failed systems, but not longer than the deadline allows.</summary>
    private static async Task<FailedSystemsAnswer> FailedSystemsAsync(
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
