using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Triage;

/// <summary>Moves a request from <c>awaiting-review</c> back to <c>in-progress</c>.</summary>
public sealed class ResumeWork(IRequestStore requests, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ResumeWork);

    /// <summary>Does nothing when the request does not wait, or is frozen. Says whether it is worked on afterwards.</summary>
    [Function(Name)]
    public Task<bool> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.UpdateAsync(id, request => Resume(request, work), cancellation);
            return request.Status == RequestStatus.InProgress;
        });
    }

    private RequestCommit? Resume(RightsRequest request, RequestWork work) =>
        request.Status == RequestStatus.AwaitingReview && request.Round == work.Round
            ? new RequestCommit(request.Move(RequestStatus.InProgress, time.GetUtcNow()))
            : null;
}
