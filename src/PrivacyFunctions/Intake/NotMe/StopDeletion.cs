using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Intake;

/// <summary>Takes the word of the proved address's owner that the deletion was not their wish; for portals that bring their own page.</summary>
public sealed class StopDeletion(Api api, DeletionFreeze freeze, IRequestStore store)
{
    public static readonly ApiOperation Operation = new(
        nameof(StopDeletion), "POST", "api/requests/{id}/not-me", Audience.NotMeToken, "Says that a deletion was not the person's wish, and freezes it.")
    {
        Success = new Reply(200, "The request, standing still.", () => ViewsJson.Default.RequestView),
        Problems = [ProblemType.WrongState, ProblemType.KeyReused],
    };

    [Function(nameof(StopDeletion))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/not-me")] HttpRequest http,
        string id,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => StopAsync(call, orchestrations, cancellation), cancellation);

    private async Task<ApiAnswer> StopAsync(ApiCall call, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        var objection = await freeze.RaiseAsync(call.Id, orchestrations, cancellation);
        if (objection == Objection.Unknown || await store.FindAsync(call.Id, cancellation) is not { } request) return Problem.NothingHere;
        return objection == Objection.TooLate
            ? new Problem(ProblemType.WrongState, "Erasing has begun; it cannot be stopped any more.")
            : ApiAnswer.Of(200, RequestView.Of(request), ViewsJson.Default.RequestView);
    }
}
