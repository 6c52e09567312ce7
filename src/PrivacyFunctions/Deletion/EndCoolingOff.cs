using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Deletion;

/// <summary>Looks, when the time to object is over or something woke the wait, whether the person objected.</summary>
public sealed class EndCoolingOff(IRequestStore requests, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(EndCoolingOff);

    /// <summary>Ends the wait only when its time is over.</summary>
    [Function(Name)]
    public Task<CoolingOff> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var now = time.GetUtcNow();
            var request = await requests.UpdateAsync(id, request => End(request, work.Round, now), cancellation);
            return CoolingOffRules.Of(request, work.Round, now);
        });
    }

    private static RequestCommit? End(RightsRequest request, int round, DateTimeOffset now) =>
        request.CoolingOffUntil is { } until && (until <= now || request.FrozenAt is not null) && request.Round == round
            ? new RequestCommit(request with { CoolingOffUntil = null, UpdatedAt = now })
            : null;
}
