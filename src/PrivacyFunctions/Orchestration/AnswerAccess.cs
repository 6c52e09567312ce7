using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Delivery;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>Access: collect from every system, wait for staff where one failed, assemble the bundle, tell the person.</summary>
public static class AnswerAccess
{
    /// <summary>Runs until a bundle is delivered, or nothing was found; false when the request is not worked on any more.</summary>
    [Function(OrchestratorNames.AnswerAccess)]
    public static async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var (work, plan) = context.GetInput<RightWork>() ?? throw new InvalidOperationException("The orchestration has no input.");
        var staff = new StaffQuestions(context, work);
        if (plan.Review && await staff.ApprovalAsync(plan) is null)
        {
            return false;
        }

        var fanOut = new FanOut(context, work, plan);
        await fanOut.RunAsync();
        while (true)
        {
            var next = plan.Unseen && fanOut.Skipped.Count == 0 ? await context.CallActivityAsync<PlannedRequest>(PlanRequest.Again, work, Retries.Own) : plan;
            if (next.PlanHash != plan.PlanHash)
            {
                // A system answered that had not when the search was planned: all of it is searched anew, as far as it reaches now.
                plan = next;
                if (plan.Review && await staff.ApprovalAsync(plan) is null)
                {
                    return false;
                }

                fanOut = new FanOut(context, work, plan);
                await fanOut.RunAsync();
                continue;
            }

            if (fanOut.FailedDatasets.Count == 0)
            {
                break;
            }

            var answer = await staff.FailedSystemsAsync(plan, fanOut.FailedDatasets);
            if (answer is FailedSystemsAnswer.Withdrawn)
            {
                return false;
            }

            if (answer is not FailedSystemsAnswer.Decided(var decision))
            {
                break;
            }

            fanOut.Skip(decision.Skip);
            await fanOut.RetryAsync(decision.Retry);
        }

        context.SetCustomStatus(new FanOutStatus("bundling", plan.Units.Count, plan.Units.Count));
        var bundle = await context.CallActivityAsync<AssembledBundle>(AssembleBundle.Name, work, Retries.Own);
        await context.CallActivityAsync(AnswerRequest.Name, new AnswerInput(work.RequestId, work.Round, bundle), Retries.Own);
        return true;
    }
}
