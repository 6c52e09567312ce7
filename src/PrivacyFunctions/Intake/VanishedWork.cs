using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>
/// Finds requests whose orchestration is no longer there at all: somebody purged it by hand, or the runtime's store was lost. A page of the requests
/// under way at each look, in turn, so that a look costs the same however many there are.
/// </summary>
public sealed class VanishedWork(IRequestStore store, StrandedWork stranded)
{
    /// <summary>Requests in each of the two states that one look takes.</summary>
    public const int PageSize = 100;

    private static readonly IReadOnlyList<RequestStatus> UnderWay = [RequestStatus.InProgress, RequestStatus.AwaitingReview];

    private readonly ConcurrentDictionary<RequestStatus, string?> _next = new();

    /// <summary>Looks at the next page of each; returns how many requests it moved.</summary>
    public async Task<int> SweepAsync(DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        var moved = 0;
        foreach (var status in UnderWay)
        {
            var page = await store.ListAsync(new RequestFilter(status, null, null, PageSize, _next.GetValueOrDefault(status)), cancellation);
            _next[status] = page?.NextCursor;
            foreach (var request in page?.Items ?? [])
            {
                // What was not even begun yet is started by its hand-over.
                if (HandOver.Of(request)?.Kind == HandOverKind.Start) continue;
                var instance = request.Work.InstanceId;
                if (await orchestrations.GetInstanceAsync(instance, cancellation) is null && await stranded.TryMoveAsync(instance, cancellation)) moved++;
            }
        }

        return moved;
    }
}
