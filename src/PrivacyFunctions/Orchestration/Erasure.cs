using Microsoft.DurableTask;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>Erases what was found, then looks whether it is gone. What fails in one system stops no other; staff decide about it.</summary>
internal sealed class Erasure(TaskOrchestrationContext context, RequestWork work, PlannedRequest plan, IReadOnlyList<string> leftOut, StaffQuestions staff)
{
    /// <summary>Runs both passes; false when the request is not worked on any more.</summary>
    public async Task<bool> RunAsync()
    {
        var erased = new ErasurePass(context, work, plan, EraseCollection.Name, SystemPhase.Delete, leftOut);
        await erased.RunAsync();
        if (!await staff.SettleAsync(plan, erased))
        {
            return false;
        }

        var checkedAgain = new ErasurePass(context, work, plan, RequeryCollection.Name, SystemPhase.Verify, erased.LeftOut);
        await checkedAgain.RunAsync();
        return await staff.SettleAsync(plan, checkedAgain);
    }
}
