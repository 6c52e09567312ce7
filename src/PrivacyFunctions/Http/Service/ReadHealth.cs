using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>Says whether requests can be taken: the store answers, and there is room for more.</summary>
public sealed class ReadHealth(Api api, IRequestStore store, IEnumerable<IStorageSpace> spaces)
{
    /// <summary>What the local database's own log may need before it can be shortened.</summary>
    public const long LeastFreeBytes = 32 * 1024 * 1024;

    private static readonly RequestId Nobody = RequestId.FromBytes(new byte[16]);

    public static readonly ApiOperation Operation = new(nameof(ReadHealth), "GET", "api/health", Audience.Anyone, "Whether requests can be taken.")
    {
        Success = new Reply(200, "They can.", () => ServiceJson.Default.HealthView),
        Problems = [ProblemType.StorageFull],
    };

    [Function(nameof(ReadHealth))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest http, CancellationToken cancellation) =>
        api.RunAsync(http, Operation, null, _ => CheckAsync(cancellation), cancellation);

    private async Task<ApiAnswer> CheckAsync(CancellationToken cancellation)
    {
        await store.ReadRevisionAsync(Nobody, cancellation);
        if (spaces.Any(space => space.FreeBytes() < LeastFreeBytes))
        {
            return new Problem(ProblemType.StorageFull, "Make room on the disk of the data folder: what waits goes on by itself then.");
        }

        return ApiAnswer.Of(200, new HealthView("ok", typeof(ReadHealth).Assembly.GetName().Version!.ToString(3)), ServiceJson.Default.HealthView);
    }
}

/// <summary>How the service is.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Version">Version of the product.</param>
public sealed record HealthView(string Status, string Version);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class ServiceJson : JsonSerializerContext;
