using Microsoft.DurableTask;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Orchestration;

/// <summary>The end of a deletion: the receipt, the notice, and nothing kept that is not needed any more.</summary>
internal static class DeletionAnswer
{
    public static async Task GiveAsync(TaskOrchestrationContext context, RequestWork work)
    {
        context.SetCustomStatus(new FanOutStatus("receipt", 0, 1));
        var receipt = await context.CallActivityAsync<IssuedReceipt>(IssueReceipt.Name, work, Retries.Own);
        await context.CallActivityAsync(CloseDeletion.Name, new DeletionClosing(work.RequestId, work.Round, receipt), Retries.Own);
        await context.CallActivityAsync(ForgetFound.Name, work, Retries.Own);
    }
}
