using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>The whole path of a verified request: plan it, then hand it to its right.</summary>
public static class HandleRequest
{
    /// <summary>Runs until the request is answered.</summary>
    [Function(OrchestratorNames.HandleRequest)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var work = context.GetInput<RequestWork>() ?? throw new InvalidOperationException("The orchestration has no input.");
        var plan = await context.CallActivityAsync<PlannedRequest>(PlanRequest.Name, work, Retries.Own);
        await context.CallSubOrchestratorAsync(
            OrchestratorNames.OfRight(plan.Right),
            new RightWork(work, plan),
            new TaskOptions().WithInstanceId(OrchestratorNames.InstanceOfRight(work, plan.Right)));
    }
}
