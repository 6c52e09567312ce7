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
        await requests.ReadDocumentAsync(id, NameOf(step), cancellation) is { } content
            ? JsonSerializer.Deserialize(content, DeletionJson.Default.CollectionErasure)
            : null;

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

    /// <summary>Keeps a record, as long as this round is being worked on.</summary>
    /// <exception cref="ActivityFault">It is not.</exception>
    public async Task WriteAsync(RequestId id, int round, PlanStep step, CollectionErasure erasure, AuditEntry? audit, CancellationToken cancellation)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(erasure, DeletionJson.Default.CollectionErasure);
        await requests.UpdateAsync(
            id,
            request => request.Status == RequestStatus.InProgress && request.Round == round && request.Irreversible
                ? new RequestCommit(request with { UpdatedAt = time.GetUtcNow() })
                {
                    Documents = new Dictionary<string, byte[]?> { [NameOf(step)] = content },
                    Audit = audit is null ? [] : [audit],
                }
                : throw new ActivityFault(FaultCode.WrongState),
            cancellation);
    }

    // Names in a data map are free text; a digest of them is a document's name.
    private static string NameOf(PlanStep step)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{step.Dataset}\0{step.Collection}"));
        return $"erasure-{Convert.ToHexStringLower(digest.AsSpan(0, 16))}";
    }
}
