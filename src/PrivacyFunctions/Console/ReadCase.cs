using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Shows staff one request whole, and its plan.</summary>
public sealed class ReadCase(Api api, IRequestStore store, PartyFile parties, DecisionReasons reasons, ConnectedSystems systems)
{
    private const string PlanFunction = "ReadPlan";

    public static readonly ApiOperation Operation = new(
        nameof(ReadCase), "GET", "api/staff/requests/{id}", Audience.Reader, "Everything about a request but the person's data itself.")
    {
        Shows = "case",
        Success = new Reply(200, "The request.", () => ConsoleJson.Default.CaseView),
    };

    public static readonly ApiOperation PlanOperation = new(
        PlanFunction, "GET", "api/staff/requests/{id}/plan", Audience.Reader, "Exactly what is done for a request, and in which order.")
    {
        Shows = "plan",
        Success = new Reply(200, "The plan.", () => PlanJson.Default.Plan),
    };

    [Function(nameof(ReadCase))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/requests/{id}")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => ShowAsync(call, cancellation), cancellation);

    /// <summary>The plan that is kept with the request, or before there is one what would be planned now.</summary>
    [Function(PlanFunction)]
    public Task<IResult> PlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/requests/{id}/plan")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, PlanOperation, id, call => ShowPlanAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> ShowAsync(ApiCall call, CancellationToken cancellation)
    {
        if (await store.ReadSnapshotAsync(call.Id, cancellation) is not { } snapshot) return Problem.NothingHere;
        var party = await parties.FindAsync(call.Id, cancellation);
        var words = await reasons.ReadAsync(snapshot.Request, cancellation);
        return ApiAnswer.Of(200, CaseView.Of(snapshot, party, words), ConsoleJson.Default.CaseView);
    }

    private async Task<ApiAnswer> ShowPlanAsync(ApiCall call, CancellationToken cancellation)
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
