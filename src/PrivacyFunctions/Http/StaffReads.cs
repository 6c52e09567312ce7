using System.Collections.Concurrent;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>
/// Logs what staff look at, before they see it: who, what, and of which request. What is polled is logged once in <see cref="Watch"/> for each
/// person and request, so that a page left open is one entry and not a thousand; nothing is logged when there was nothing new to see.
/// </summary>
public sealed class StaffReads(IAuditLog log, TimeProvider time)
{
    /// <summary>How long one entry stands for somebody who keeps watching.</summary>
    public static readonly TimeSpan Watch = TimeSpan.FromMinutes(5);

    private const int MostWatches = 10_000;

    private readonly ConcurrentDictionary<(string Staff, string Shows, RequestId? Request), DateTimeOffset> _watches = new();

    internal async Task LogAsync(ApiCall call, ApiOperation operation, ApiAnswer answer, CancellationToken cancellation)
    {
        if (call.Staff is not { } staff || operation.Method != "GET" || answer.Status != 200) return;
        var now = time.GetUtcNow();
        RequestId? request = call.HasId ? call.Id : null;
        var watch = (staff.Id, operation.Shows, request);
        if (operation.IsPolled && _watches.TryGetValue(watch, out var since) && now - since < Watch) return;
        await log.AppendAsync([new AuditEntry("staff.read", now, staff.Id, request, operation.Shows)], cancellation);
        if (!operation.IsPolled) return;
        if (_watches.Count >= MostWatches) _watches.Clear();
        _watches[watch] = now;
    }
}
