using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>Lets a call change a request: decides on what is stored now, and decides anew when somebody else was faster.</summary>
public sealed class RequestChanges(IRequestStore store, TimeProvider time)
{
    /// <summary>Runs the decision until it could be committed or needs no commit.</summary>
    /// <param name="call">The call; its idempotency key is committed with the change.</param>
    /// <param name="request">The request as far as known.</param>
    /// <param name="decide">What becomes of the request as it is now; may run several times.</param>
    /// <param name="cancellation">The caller is gone.</param>
    public async Task<ApiAnswer> RunAsync(
        ApiCall call, RightsRequest request, Func<RightsRequest, Task<Change>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(decide);
        while (true)
        {
            var change = await decide(request);
            if (change.Commit is null) return change.Answer;
            var now = time.GetUtcNow();
            var commit = change.Commit with { Answer = call.Remember(change.Answer, now), Audit = [.. change.Commit.Audit, .. Actor(call, change.Commit, now)] };
            var result = await store.CommitAsync(commit, cancellation);
            switch (result)
            {
                case CommitResult.Committed:
                    call.Settle();
                    return change.Completed ?? change.Answer;
                case CommitResult.AnsweredBefore before: return call.Recall(before.Answer);
                case CommitResult.LimitReached limit: return Problem.TooMany(limit.RetryAfter);
            }

            if (await store.FindAsync(request.Id, cancellation) is not { } current) return Problem.NothingHere;
            request = current;
        }
    }

    // Timelines say that it was staff; the audit log also says who, also where the call itself does not.
    private static IEnumerable<AuditEntry> Actor(ApiCall call, RequestCommit commit, DateTimeOffset now)
    {
        if (call.Staff is { } staff && commit.Audit.All(entry => entry.Actor != staff.Id))
            yield return new AuditEntry("staff.acted", now, staff.Id, call.Id, call.Operation.Name);
    }
}

/// <summary>What a call decided.</summary>
/// <param name="Commit">What to write, or null when nothing changes.</param>
/// <param name="Answer">What to answer, and to save for a repetition of the call.</param>
/// <param name="Completed">The same with a secret that is not saved; null when it has none.</param>
public sealed record Change(RequestCommit? Commit, ApiAnswer Answer, ApiAnswer? Completed = null);
