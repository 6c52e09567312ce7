using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.Intake;

/// <summary>Withdraws a request while nothing irreversible has begun.</summary>
public sealed class CancelRequest(Api api, RequestChanges changes, PartyFile parties, PromptWord word, TimeProvider time)
{
    private static readonly TerminateInstanceOptions WithAllItStarted = new("cancelled", Recursive: true);

    public static readonly ApiOperation Operation = new(
        nameof(CancelRequest), "DELETE", "api/requests/{id}", Audience.TrackingToken, "Withdraws the request.")
    {
        Success = new Reply(200, "The request, withdrawn.", () => ViewsJson.Default.RequestView),
        Problems = [ProblemType.WrongState],
    };

    [Function(nameof(CancelRequest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/requests/{id}")] HttpRequest http,
        string id,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => CancelAsync(call, orchestrations, cancellation), cancellation);

    private async Task<ApiAnswer> CancelAsync(ApiCall call, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        var answer = await changes.RunAsync(call, call.Subject, request => DecideAsync(request, cancellation), cancellation);
        if (answer.Status == 200) await word.TryAsync(call.Id, () => StopWorkAsync(call.Subject, orchestrations, cancellation), cancellation);
        return answer;
    }

    private async Task<Change> DecideAsync(RightsRequest request, CancellationToken cancellation)
    {
        if (request.Irreversible || !RequestTransitions.CanMove(request.Status, RequestStatus.Cancelled))
            return new Change(null, new Problem(ProblemType.WrongState, "It is too late to withdraw this request."));
        var now = time.GetUtcNow();
        var cancelled = request.Move(RequestStatus.Cancelled, now, Outcome.Withdrawn, "requester") with { VerificationCode = null, WorkToEnd = request.Round > 0 };
        // Before verification the address is not proved: its owner may never have heard of this.
        var notice = request.IsVerified ? await parties.NoticeAsync(cancelled, NoticeKind.Cancelled, "1", now, null, cancellation) : null;
        var commit = new RequestCommit(cancelled)
        {
            Messages = [PrivacyEvents.Completed(cancelled, now), .. notice is null ? Array.Empty<OutboxMessage>() : [notice]],
        };
        return new Change(commit, ApiAnswer.Of(200, RequestView.Of(cancelled), ViewsJson.Default.RequestView));
    }

    // Work that is not stopped here finds the request cancelled at its next step and stops by itself.
    private static async Task StopWorkAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (request.Round == 0) return;
        var instance = await orchestrations.GetInstanceAsync(request.Work.InstanceId, cancellation);
        if (instance is { IsCompleted: false }) await orchestrations.TerminateInstanceAsync(instance.InstanceId, WithAllItStarted, cancellation);
    }
}
