using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Orchestration;

/// <summary>
/// Deletion: find everything, let staff decide, give the person time to object, look again, record in the ledger what goes, erase it, look whether
/// it is gone, sign a receipt.
/// </summary>
public static class AnswerDeletion
{
    /// <summary>Runs until the receipt is delivered, or the request was withdrawn.</summary>
    [Function(OrchestratorNames.AnswerDeletion)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var (work, plan) = context.GetInput<RightWork>() ?? throw new InvalidOperationException("The orchestration has no input.");
        var preparation = new DeletionPreparation(context, work, plan);
        if (!await preparation.SearchAsync(SystemPhase.Collect))
        {
            return;
        }

        if (await preparation.FindsAnythingAsync())
        {
            if (!await preparation.ApproveAsync() || !await preparation.BeginAsync())
            {
                return;
            }

            var erasure = new Erasure(context, work, preparation.Plan, preparation.LeftOut);
            if (!await erasure.RunAsync())
            {
                return;
            }
        }

        await DeletionAnswer.GiveAsync(context, work);
    }
}
