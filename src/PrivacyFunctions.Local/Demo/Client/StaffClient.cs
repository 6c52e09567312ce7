using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace PrivacyFunctions.Local.Demo.Client;

/// <summary>What staff see of one request; its state is polled cheaply, with ETags.</summary>
internal sealed class StaffClient(ApiClient api, string token, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    public Task<CaseFile> ReadAsync(string requestId, CancellationToken cancellation) =>
        api.ReadAsync(HttpMethod.Get, $"/api/staff/requests/{requestId}", token, body: null, DemoJson.Default.CaseFile, cancellation);

    /// <summary>Every change until the request is closed or waits for a person.</summary>
    public async IAsyncEnumerable<StaffStatus> WatchAsync(string requestId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (EntityTagHeaderValue? seen = null; ;)
        {
            if (await api.PollAsync($"/api/staff/requests/{requestId}/status", token, seen, DemoJson.Default.StaffStatus, cancellation) is var (status, tag))
            {
                seen = tag;
                yield return status;
                if (status.Status is not ("queued" or "in-progress" or "awaiting-verification")) yield break;
            }

            await Task.Delay(Pause, clock, cancellation);
        }
    }
}
