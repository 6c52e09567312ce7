using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace PrivacyFunctions.Local.Demo.Client;

/// <summary>What staff see of one request; its state is polled cheaply, with ETags.</summary>
internal sealed class StaffClient(ApiClient api, string token, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    public Task<CaseFile> ReadAsync(string requestId, CancellationToken cancellation) =>
        api.ReadAsync(HttpMethod.Get, $"/api/staff/requests/{requestId}", token, body: null, DemoJson.Default.CaseFile, cancellation);

    /// <summary>Looks at all connected systems; the server asks each of them what it holds.</summary>
    public async Task<int> CountConnectedAsync(CancellationToken cancellation)
    {
        var list = await api.ReadAsync(HttpMethod.Get, "/api/staff/systems", token, body: null, DemoJson.Default.ConnectedList, cancellation);
        return list.Items.Count(system => system.Connected);
    }

    /// <summary>Reads the plan of a request and approves exactly that one.</summary>
    public async Task<ApprovedPlan> ApproveAsync(string requestId, string reason, CancellationToken cancellation)
    {
        var plan = await api.ReadAsync(HttpMethod.Get, $"/api/staff/requests/{requestId}/plan", token, body: null, DemoJson.Default.ApprovedPlan, cancellation);
        var decision = JsonContent.Create(new Decision("approve", reason, plan.PlanHash), DemoJson.Default.Decision);
        using var answer = await api.SendAsync(HttpMethod.Post, $"/api/staff/requests/{requestId}/decision", token, decision, cancellation);
        return plan;
    }

    /// <summary>Every change until the request is closed or waits for a person.</summary>
    public IAsyncEnumerable<StaffStatus> WatchAsync(string requestId, CancellationToken cancellation) =>
        WatchAsync(requestId, ["queued", "in-progress", "awaiting-verification"], cancellation);

    /// <summary>Every change of a request that staff have decided about, until it is closed.</summary>
    public IAsyncEnumerable<StaffStatus> WatchDecidedAsync(string requestId, CancellationToken cancellation) =>
        WatchAsync(requestId, ["queued", "in-progress", "awaiting-review"], cancellation);

    private async IAsyncEnumerable<StaffStatus> WatchAsync(string requestId, string[] moving, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        for (EntityTagHeaderValue? seen = null; ;)
        {
            if (await api.PollAsync($"/api/staff/requests/{requestId}/status", token, seen, DemoJson.Default.StaffStatus, cancellation) is var (status, tag))
            {
                seen = tag;
                yield return status;
                if (!moving.Contains(status.Status)) yield break;
            }

            if (clock.GetElapsedTime(begun) > Patience) throw new DemoFailure($"Request {requestId} did not come to rest within {Patience.TotalSeconds:N0} seconds.");
            await Task.Delay(Pause, clock, cancellation);
        }
    }
}
