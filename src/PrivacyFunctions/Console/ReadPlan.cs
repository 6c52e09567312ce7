using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Shows the exact plan of a request: the one that is kept with it, or before there is one what would be planned now.</summary>
public sealed class ReadPlan(Api api, IRequestStore store, ConnectedSystems systems)
{
    public static readonly ApiOperation Operation = new(
        nameof(ReadPlan), "GET", "api/staff/requests/{id}/plan", Audience.Reader, "Exactly what is done for a request, and in which order.")
    {
        Success = new Reply(200, "The plan.", PlanJson.Default.Plan),
    };

    [Function(nameof(ReadPlan))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/requests/{id}/plan")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => ShowAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> ShowAsync(ApiCall call, CancellationToken cancellation)
    {
        if (await store.FindAsync(call.Id, cancellation) is not { } request) return Problem.NothingHere;
        if (await store.ReadDocumentAsync(request.Id, PlanDocuments.NameOf(request.Round), cancellation) is { } kept) return new ApiAnswer(200, kept);
        var plan = PlanBuilder.Build(systems.Map, await systems.CataloguesAsync(cancellation), QuestionOf(request));
        return ApiAnswer.Of(200, plan, PlanJson.Default.Plan);
    }

    // Before anything is proved, the plan shows what the given identities would start.
    private static PlanQuestion QuestionOf(RightsRequest request) => new()
    {
        Right = WireName.Of(request.Right),
        ProvedIdentities = request.IsVerified ? request.ProvedIdentities : request.GivenIdentities,
        GivenIdentities = request.GivenIdentities,
        Categories = request.Categories,
    };
}
