using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Delivery;

/// <summary>Streams the bundle: whole, or the ranges that were asked for.</summary>
public sealed class DownloadBundle(Api api, IBundleReader bundles, TimeProvider time)
{
    private const string Version = "version";

    public static readonly ApiOperation Operation = new(
        nameof(DownloadBundle), "GET", "api/requests/{id}/bundle", Audience.DownloadToken, "Downloads the latest bundle; ranges are possible.")
    {
        Query = [new(Version, "An earlier version, for as long as it is kept.")],
        HasETag = true,
        HasRanges = true,
        Success = new Reply(200, "The ZIP.", MediaType: "application/zip"),
        Problems = [ProblemType.WrongState, ProblemType.BundleExpired, ProblemType.DownloadTokenExpired],
    };

    [Function(nameof(DownloadBundle))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/requests/{id}/bundle")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => OpenAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> OpenAsync(ApiCall call, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var version = ReadVersion(call.Http.Query, errors);
        if (errors.Any) return errors.ToProblem();
        var (bundle, refusal) = OfferedBundle.Find(call.Subject, time.GetUtcNow(), version);
        if (bundle is null) return refusal!;
        if (await bundles.OpenAsync(call.Id, bundle, cancellation) is not { } content)
            return OfferedBundle.Gone;
        var stream = Results.Stream(
            content,
            "application/zip",
            $"bundle-{call.Id}-{bundle.Version}.zip",
            bundle.CreatedAt,
            new EntityTagHeaderValue($"\"{bundle.Sha256}\""),
            enableRangeProcessing: true);
        return new ApiAnswer(200, []) { Stream = stream };
    }

    private static int? ReadVersion(IQueryCollection query, FieldErrors errors)
    {
        if (query[Version].Count == 0) return null;
        if (query[Version] is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return version;
        errors.Add(Version, "This must be the version of a bundle, such as 1.");
        return null;
    }
}
