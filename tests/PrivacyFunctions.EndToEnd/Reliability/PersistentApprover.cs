using System.Collections.Concurrent;
using System.Net;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Reliability;

/// <summary>Staff who approve every plan that waits for them, whatever happens to the server meanwhile.</summary>
internal sealed class PersistentApprover(PrivacyProcess server)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, int> _failures = new();

    /// <summary>How often which call failed.</summary>
    public string Failures => string.Join(", ", _failures.OrderBy(failure => failure.Key, StringComparer.Ordinal).Select(failure => $"{failure.Value} {failure.Key}"));

    public async Task RunAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await ApproveAsync();
            }
            catch (Exception exception)
            {
                // Killed before it answered, or not up again yet; what they could not approve stays open and is seen at the end.
                _failures.AddOrUpdate(exception.GetType().Name, 1, (_, times) => times + 1);
            }

            await Task.WhenAny(Task.Delay(Pause, enough));
        }
    }

    // An answer that was lost, or a request that went on meanwhile, comes back as a conflict or leaves the list.
    private async Task ApproveAsync()
    {
        var waiting = await server.Staff.GetAsync("requests?status=awaiting-review&limit=100");
        if (waiting.Status != HttpStatusCode.OK) return;
        foreach (var item in waiting.Json.GetProperty("items").EnumerateArray())
        {
            var path = $"requests/{item.GetProperty("requestId").GetString()}";
            var plan = await server.Staff.GetAsync($"{path}/plan");
            if (plan.Status == HttpStatusCode.OK)
                await server.Staff.PostAsync($"{path}/decision", new { decision = "approve", reason = "In order.", planHash = plan["planHash"] });
        }
    }
}
