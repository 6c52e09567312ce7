using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Delivery;

/// <summary>Streams the bundle: whole, or the ranges that were asked for.</summary>
public sealed class DownloadBundle(Api api, IBundleReader bundles, TimeProvider time)
{
    public static readonly ApiOperation Operation = new(
        nameof(DownloadBundle), "GET", "api/requests/{id}/bundle", Audience.DownloadToken, "Downloads the latest bundle; ranges are possible.")
    {
        Success = new Reply(200, "The ZIP, or with 206 a part of it.", MediaType: "application/zip"),
        Problems = [ProblemType.WrongState, ProblemType.BundleExpired, ProblemType.DownloadTokenExpired],
    };

    [Function(nameof(DownloadBundle))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/requests/{id}/bundle")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => OpenAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> OpenAsync(ApiCall call, CancellationToken cancellation)
    {
        var (bundle, refusal) = OfferedBundle.Find(call.Subject, time.GetUtcNow());
        if (bundle is null) return refusal!;
        if (await bundles.OpenAsync(call.Id, bundle.Version, cancellation) is not { } content)
            return new Problem(ProblemType.BundleExpired, "The bundle was deleted. File a new request to get another.");
        var stream = Results.Stream(
            content,
            "application/zip",
            $"bundle-{call.Id}-{bundle.Version}.zip",
            bundle.CreatedAt,
            new EntityTagHeaderValue($"\"{bundle.Sha256}\""),
            enableRangeProcessing: true);
        return new ApiAnswer(200, []) { Stream = stream };
    }
}
