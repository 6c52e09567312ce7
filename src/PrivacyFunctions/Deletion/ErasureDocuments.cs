using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Deletion;

/// <summary>The records of what was erased, one a collection, among the request's documents.</summary>
public sealed class ErasureDocuments(IRequestStore requests, TimeProvider time)
{
    /// <summary>The record of a collection under any plan; null when nothing was begun there.</summary>
    public async Task<CollectionErasure?> FindAsync(RequestId id, PlanStep step, CancellationToken cancellation) =>
        Read(await requests.ReadDocumentAsync(id, NameOf(step), cancellation));

    /// <summary>The records of all collections that are changed, by step id.</summary>
    public async Task<IReadOnlyDictionary<string, CollectionErasure>> ReadAllAsync(RequestId id, Plan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var all = new Dictionary<string, CollectionErasure>(StringComparer.Ordinal);
        foreach (var step in plan.Steps().Where(step => plan.DeletionOrder.Contains(step.Id)))
        {
            if (await FindAsync(id, step, cancellation) is { } erasure)
            {
                all[step.Id] = erasure;
            }
        }

        return all;
    }

    /// <summary>
    /// Keeps a record in place of the one that its writer has read, as long as this round is being worked on. The same work may run twice at once:
    /// whoever comes second finds that the first has ended, and what that one reported stands.
    /// </summary>
    /// <returns>The record that stands.</returns>
    /// <exception cref="ActivityFault">The round is over, or the other one is still at work.</exception>
    public async Task<CollectionErasure> ReplaceAsync(
        RequestId id, int round, PlanStep step, CollectionErasure? read, CollectionErasure erasure, AuditEntry? audit, CancellationToken cancellation)
    {
        var stands = erasure;
        await requests.UpdateAsync(
            id,
            async request =>
            {
                var stored = await FindAsync(id, step, cancellation);
                if (stored is { Done: true } && stored.PlanHash == erasure.PlanHash)
                {
                    stands = stored;
                    return null;
                }

                return AreSame(stored, read)
                    ? Commit(request, round, step, erasure, audit)
                    : throw new ActivityFault(FaultCode.Conflict);
            },
            cancellation);
        return stands;
    }

    /// <summary>Keeps what a look afterwards found, as long as this round is being worked on.</summary>
    /// <exception cref="ActivityFault">It is not.</exception>
    public Task WriteAsync(RequestId id, int round, PlanStep step, CollectionErasure erasure, CancellationToken cancellation) =>
        requests.UpdateAsync(id, request => Commit(request, round, step, erasure, audit: null), cancellation);

    private RequestCommit Commit(RightsRequest request, int round, PlanStep step, CollectionErasure erasure, AuditEntry? audit) =>
        request.Status == RequestStatus.InProgress && request.Round == round && request.Irreversible
            ? new RequestCommit(request with { UpdatedAt = time.GetUtcNow() })
            {
                Documents = new Dictionary<string, byte[]?> { [NameOf(step)] = Write(erasure) },
                Audit = audit is null ? [] : [audit],
            }
            : throw new ActivityFault(FaultCode.WrongState);

    private static bool AreSame(CollectionErasure? stored, CollectionErasure? read) =>
        stored is null || read is null ? stored is null && read is null : Write(stored).AsSpan().SequenceEqual(Write(read));

    private static CollectionErasure? Read(byte[]? content) =>
        content is null ? null : JsonSerializer.Deserialize(content, DeletionJson.Default.CollectionErasure);

    private static byte[] Write(CollectionErasure erasure) => JsonSerializer.SerializeToUtf8Bytes(erasure, DeletionJson.Default.CollectionErasure);

    // Names in a data map are free text; a digest of them is a document's name.
    private static string NameOf(PlanStep step)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{step.Dataset}\0{step.Collection}"));
        return $"erasure-{Convert.ToHexStringLower(digest.AsSpan(0, 16))}";
    }
}
