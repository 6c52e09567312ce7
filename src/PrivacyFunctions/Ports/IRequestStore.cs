using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>
/// Where requests are kept: a partition per request. Every change of a request is conditional on the version that was read, and the
/// messages that follow from it become durable in the same step.
/// </summary>
public interface IRequestStore
{
    /// <summary>The request, or null; <see cref="RightsRequest.Version"/> is the one to commit against.</summary>
    Task<RightsRequest?> FindAsync(RequestId id, CancellationToken cancellation);

    /// <summary>
    /// Writes the request, its documents and its messages in one durable step, or nothing of it. A request with version 0 is created;
    /// any other must still have that version. When the task has ended, the change survives a power cut.
    /// </summary>
    Task<CommitResult> CommitAsync(RequestCommit commit, CancellationToken cancellation);

    /// <summary>A document's bytes as they were committed, or null.</summary>
    Task<byte[]?> ReadDocumentAsync(RequestId id, string name, CancellationToken cancellation);

    /// <summary>Writes the row of one system; the last write wins, and no request version changes.</summary>
    Task PutProgressAsync(RequestId id, SystemProgress progress, CancellationToken cancellation);

    /// <summary>The rows of all systems, ordered by dataset.</summary>
    Task<IReadOnlyList<SystemProgress>> ReadProgressAsync(RequestId id, CancellationToken cancellation);

    /// <summary>Changes whenever the request or one of its progress rows does; null when there is no such request. One cheap read.</summary>
    Task<string?> ReadRevisionAsync(RequestId id, CancellationToken cancellation);

    /// <summary>Request, progress and revision as they were at one moment, or null.</summary>
    Task<RequestSnapshot?> ReadSnapshotAsync(RequestId id, CancellationToken cancellation);

    /// <summary>A page of requests ordered by due date, those due at the same time in one order over all pages; null when the cursor is none that this store gave.</summary>
    Task<RequestPage?> ListAsync(RequestFilter filter, CancellationToken cancellation);

    /// <summary>
    /// Requests whose next step (<see cref="RequestSchedule.Next"/>) is due, the longest due first. Found by an index that holds no request
    /// for which nothing happens by itself.
    /// </summary>
    Task<IReadOnlyList<RightsRequest>> ListDueStepsAsync(DateTimeOffset now, int most, CancellationToken cancellation);

    /// <summary>
    /// Requests with a hand-over (<see cref="HandOver.Of"/>) that is due, the longest due first. Found by an index that holds no request whose
    /// orchestration knows everything.
    /// </summary>
    Task<IReadOnlyList<RightsRequest>> ListHandOversAsync(DateTimeOffset dueBy, int most, CancellationToken cancellation);

    /// <summary>
    /// Requests of which a part (<see cref="RetentionSchedule.Of"/>) is kept since that instant or longer, the longest kept first. Found by an index
    /// of those parts alone.
    /// </summary>
    Task<IReadOnlyList<RightsRequest>> ListRetainedAsync(RetentionKind kind, DateTimeOffset before, int most, CancellationToken cancellation);

    /// <summary>Removes all documents, progress rows and unsent notices of a request; returns how many.</summary>
    Task<long> StripAsync(RequestId id, CancellationToken cancellation);

    /// <summary>Removes a request and everything about it for good; false when it was not there, or may not go yet.</summary>
    Task<bool> DeleteAsync(RequestId id, CancellationToken cancellation);
}
