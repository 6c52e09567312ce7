using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;

namespace PrivacyFunctions.Intake;

/// <summary>Shows a request to the one who filed it.</summary>
public sealed class ReadRequest(Api api, RequestViews views)
{
    public static readonly ApiOperation Operation = new(
        nameof(ReadRequest), "GET", "api/requests/{id}", Audience.TrackingToken, "Shows where the request stands.")
    {
        Success = new Reply(200, "The request.", () => ViewsJson.Default.RequestView),
    };

    [Function(nameof(ReadRequest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/requests/{id}")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => Task.FromResult(views.Show(call.Subject)), cancellation);
}
