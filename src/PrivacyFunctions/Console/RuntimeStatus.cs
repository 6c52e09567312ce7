using Microsoft.DurableTask.Client;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Where the orchestration of a request stands, by the names of Durable Functions.</summary>
internal static class RuntimeStatus
{
    /// <summary>Asks the runtime only while work is under way: before and after, the request itself says it.</summary>
    public static async Task<string> OfAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (request.Status is not (RequestStatus.InProgress or RequestStatus.AwaitingReview)) return Settled(request.Status).ToString();
        var instance = await orchestrations.GetInstanceAsync(request.Work.InstanceId, cancellation);
        return (instance?.RuntimeStatus ?? OrchestrationRuntimeStatus.Pending).ToString();
    }

    private static OrchestrationRuntimeStatus Settled(RequestStatus status) => status switch
    {
        RequestStatus.AwaitingVerification or RequestStatus.Queued => OrchestrationRuntimeStatus.Pending,
        RequestStatus.Cancelled or RequestStatus.Expired or RequestStatus.Denied => OrchestrationRuntimeStatus.Terminated,
        _ => OrchestrationRuntimeStatus.Completed,
    };
}
