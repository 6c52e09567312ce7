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
    /// <summary>Runs until a bundle is delivered, or nothing was found.</summary>
    [Function(OrchestratorNames.AnswerAccess)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var (work, plan) = context.GetInput<RightWork>() ?? throw new InvalidOperationException("The orchestration has no input.");
        if (plan.Review && await StaffQuestions.ApprovalAsync(context, work, plan) is null)
        {
            return;
        }

        var fanOut = new FanOut(context, work, plan);
        await fanOut.RunAsync();
        if (!await StaffQuestions.SettleAsync(context, work, plan, fanOut))
        {
            return;
        }

        context.SetCustomStatus(new FanOutStatus("bundling", plan.Units.Count, plan.Units.Count));
        var bundle = await context.CallActivityAsync<AssembledBundle>(AssembleBundle.Name, work, Retries.Own);
        await context.CallActivityAsync(AnswerRequest.Name, new AnswerInput(work.RequestId, work.Round, bundle), Retries.Own);
    }
}
