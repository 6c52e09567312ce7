using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace PrivacyFunctions.Local.Demo.Client;

/// <summary>What staff see: the state of one request, polled cheaply with ETags.</summary>
internal sealed class StaffClient(ApiClient api, string token, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

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
