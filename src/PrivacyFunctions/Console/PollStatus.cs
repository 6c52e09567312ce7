using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Says where the work stands, cheaply: one read and no write, and nothing at all to send while nothing has changed.</summary>
public sealed class PollStatus(Api api, IRequestStore store)
{
    public static readonly ApiOperation Operation = new(
        nameof(PollStatus), "GET", "api/staff/requests/{id}/status", Audience.Reader, "Where the work on a request stands; with ETag for polling.")
    {
        Shows = "status",
        IsPolled = true,
        HasETag = true,
        Success = new Reply(200, "The status.", () => ConsoleJson.Default.StatusView),
    };

    [Function(nameof(PollStatus))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/requests/{id}/status")] HttpRequest http,
        string id,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => ReportAsync(call, orchestrations, cancellation), cancellation);

    private async Task<ApiAnswer> ReportAsync(ApiCall call, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (await store.ReadSnapshotAsync(call.Id, cancellation) is not { } snapshot) return Problem.NothingHere;
        var runtime = await RuntimeStatus.OfAsync(snapshot.Request, orchestrations, cancellation);
        var etag = $"\"{snapshot.Revision}.{runtime}\"";
        if (Matches(call.Http, etag)) return ApiAnswer.NotModified(etag);
        return ApiAnswer.Of(200, StatusReport.Of(snapshot, runtime), ConsoleJson.Default.StatusView) with { ETag = etag };
    }

    private static bool Matches(HttpRequest http, string etag)
    {
        foreach (var value in http.Headers.IfNoneMatch)
        {
            foreach (var part in (value ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                if (part == "*" || part == etag || part == "W/" + etag) return true;
            }
        }

        return false;
    }
}
