using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Ports;

/// <summary>The read, decide, commit loop that every change of a request goes through.</summary>
public static class RequestUpdates
{
    private const int Tries = 16;

    /// <summary>The request, if this round of it is still being worked on.</summary>
    /// <exception cref="ActivityFault">There is no such request, or it was withdrawn or answered meanwhile.</exception>
    public static async Task<RightsRequest> ReadOpenAsync(this IRequestStore store, RequestId id, int round, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var request = await store.FindAsync(id, cancellation);
        return request is { Status: RequestStatus.InProgress } && request.Round == round ? request : throw new ActivityFault(FaultCode.WrongState);
    }

    /// <summary>Reads the request, asks for the change and commits it; anew as long as somebody else was faster.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The request.</param>
    /// <param name="change">What to commit, from the request as it stands; null when there is nothing to do.</param>
    /// <param name="cancellation">Stops between tries.</param>
    /// <returns>The request as it stands afterwards.</returns>
    /// <exception cref="ActivityFault">There is no such request, or it changed all the time.</exception>
    public static Task<RightsRequest> UpdateAsync(
        this IRequestStore store, RequestId id, Func<RightsRequest, RequestCommit?> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        return store.UpdateAsync(id, request => Task.FromResult(change(request)), cancellation);
    }

    /// <summary>As above, for a change that depends on documents too: what it reads of this request is as it was when the change is committed.</summary>
    public static async Task<RightsRequest> UpdateAsync(
        this IRequestStore store, RequestId id, Func<RightsRequest, Task<RequestCommit?>> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var request = await store.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
            if (await change(request) is not { } commit)
            {
                return request;
            }

            if (await store.CommitAsync(commit, cancellation) is CommitResult.Committed committed)
            {
                return commit.Request with { Version = committed.Version };
            }
        }

        throw new ActivityFault(FaultCode.Conflict);
    }
}
