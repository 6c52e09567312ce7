using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace PrivacyFunctions.Http;

/// <summary>Describes the API, made from the same operations that the functions enforce.</summary>
public sealed class ReadApiDescription(Api api, ApiDescription description)
{
    public static readonly ApiOperation Operation = new(
        nameof(ReadApiDescription), "GET", "api/openapi.json", Audience.Anyone, "This description, OpenAPI 3.1.")
    {
        Success = new Reply(200, "The description."),
    };

    [Function(nameof(ReadApiDescription))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest http, CancellationToken cancellation) =>
        api.RunAsync(http, Operation, null, _ => Task.FromResult(new ApiAnswer(200, description.Json)), cancellation);
}
