using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>The whole path of a verified request: plan it, then hand it to its right. Whatever ends without an answer says so.</summary>
public static class HandleRequest
{
    /// <summary>Runs until the request is answered.</summary>
    [Function(OrchestratorNames.HandleRequest)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var work = context.GetInput<RequestWork>() ?? throw new InvalidOperationException("The orchestration has no input.");
        try
        {
            // Those that earlier versions began say nothing when they end.
            if (await AnswerAsync(context, work) is not false)
            {
                return;
            }
        }
        catch (TaskFailedException)
        {
            await GiveBackAsync(context, work);
            throw;
        }

        await GiveBackAsync(context, work);
    }

    private static async Task<bool?> AnswerAsync(TaskOrchestrationContext context, RequestWork work)
    {
        var plan = await context.CallActivityAsync<PlannedRequest>(PlanRequest.Name, work, Retries.Own);
        return await context.CallSubOrchestratorAsync<bool?>(
            OrchestratorNames.OfRight(plan.Right),
            new RightWork(work, plan),
            new TaskOptions().WithInstanceId(OrchestratorNames.InstanceOfRight(work, plan.Right)));
    }

    private static Task GiveBackAsync(TaskOrchestrationContext context, RequestWork work) =>
        context.CallActivityAsync(GiveBackWork.Name, work, Retries.Own);
}
