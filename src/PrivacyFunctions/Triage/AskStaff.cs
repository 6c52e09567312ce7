using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Triage;

/// <summary>Moves a request to <c>awaiting-review</c>.</summary>
public sealed class AskStaff(IRequestStore requests, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(AskStaff);

    /// <summary>Does nothing when the request waits already.</summary>
    [Function(Name)]
    public Task<bool> RunAsync([ActivityTrigger] StaffQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var id = RequestId.Parse(question.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.UpdateAsync(id, request => Ask(request, question), cancellation);
            return request.Status == RequestStatus.AwaitingReview;
        });
    }

    private RequestCommit? Ask(RightsRequest request, StaffQuestion question) =>
        request.Status == RequestStatus.InProgress && request.Round == question.Round
            ? new RequestCommit(request.Move(RequestStatus.AwaitingReview, time.GetUtcNow(), code: question.Reason))
            : null;
}
