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
    /// <summary>Runs until the receipt is delivered; false when the request is not worked on any more.</summary>
    [Function(OrchestratorNames.AnswerDeletion)]
    public static async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var (work, plan) = context.GetInput<RightWork>() ?? throw new InvalidOperationException("The orchestration has no input.");
        var staff = new StaffQuestions(context, work);
        var preparation = new DeletionPreparation(context, work, plan, staff);
        if (!await preparation.SearchAsync(SystemPhase.Collect))
        {
            return false;
        }

        if (await preparation.FindsAnythingAsync())
        {
            if (!await preparation.ApproveAsync() || !await preparation.BeginAsync())
            {
                return false;
            }

            var erasure = new Erasure(context, work, preparation.Plan, preparation.LeftOut, staff);
            if (!await erasure.RunAsync())
            {
                return false;
            }
        }

        await DeletionAnswer.GiveAsync(context, work);
        return true;
    }
}
