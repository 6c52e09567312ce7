using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;

namespace PrivacyFunctions.StaffConsole;

/// <summary>
/// The staff calls that are named and not built yet. They answer 501, so that nobody takes a promise for a mistyped address, and are absent
/// from <c>openapi.json</c>.
/// </summary>
public sealed class LaterCalls(Api api)
{
    private static readonly ApiOperation AnyOfThem = new(nameof(LaterCalls), "*", "api/staff", Audience.Reader, "Not built yet.")
    {
        Success = new Reply(501, "Not built yet."),
    };

    [Function("FileForPerson")]
    public Task<IResult> FileForPersonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests")] HttpRequest http, CancellationToken cancellation) =>
        RefuseAsync(http, cancellation);

    [Function("ExtendDeadline")]
    public Task<IResult> ExtendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/extension")] HttpRequest http,
        string id,
        CancellationToken cancellation) => RefuseAsync(http, cancellation);

    [Function("PauseClock")]
    public Task<IResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/pause")] HttpRequest http,
        string id,
        CancellationToken cancellation) => RefuseAsync(http, cancellation);

    [Function("ResumeClock")]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/resume")] HttpRequest http,
        string id,
        CancellationToken cancellation) => RefuseAsync(http, cancellation);

    [Function("DecideAppeal")]
    public Task<IResult> DecideAppealAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/appeal-decision")] HttpRequest http,
        string id,
        CancellationToken cancellation) => RefuseAsync(http, cancellation);

    [Function("LegalHolds")]
    public Task<IResult> HoldsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "delete", Route = "api/staff/holds")] HttpRequest http,
        CancellationToken cancellation) => RefuseAsync(http, cancellation);

    [Function("Metrics")]
    public Task<IResult> MetricsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/metrics")] HttpRequest http, CancellationToken cancellation) =>
        RefuseAsync(http, cancellation);

    // No request is looked for: what is not built is not built for any.
    private Task<IResult> RefuseAsync(HttpRequest http, CancellationToken cancellation) =>
        api.RunAsync(http, AnyOfThem, null, _ => Task.FromResult<ApiAnswer>(NotBuilt), cancellation);

    private static Problem NotBuilt => new(ProblemType.NotBuilt, "A later version will do this; /api/openapi.json has what this one does.");
}
