using System.Collections.Frozen;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Retention;

/// <summary>
/// Purges one part of one request. Keys go first: whatever is left after an interruption can no longer be read, and the next run removes it.
/// </summary>
public sealed class RequestPurge(IRequestStore store, IDataKeys keys, IBlobStore blobs, IAuditLog audit, TimeProvider time)
{
    private static readonly FrozenDictionary<string, byte[]?> NoDocuments = FrozenDictionary<string, byte[]?>.Empty;
    private static readonly string[] PayloadFolders = ["staging", "bundles"];
    private static readonly string[] RecordFolders = ["staging", "bundles", "receipts"];

    /// <summary>True when it is done; false when it cannot be done yet.</summary>
    public async Task<bool> RunAsync(RetentionKind kind, RightsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return kind switch
        {
            RetentionKind.Evidence => await CommitAsync(request, kind, [], NoEvidence(), cancellation),
            RetentionKind.Payload => await CommitAsync(request, kind, await PayloadAsync(request.Id, cancellation), NoDocuments, cancellation),
            RetentionKind.Party => await CommitAsync(request, kind, await PartyAsync(request.Id, cancellation), NoDocuments, cancellation),
            RetentionKind.Record => await ForgetAsync(request.Id, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static Dictionary<string, byte[]?> NoEvidence() => VerificationEvidence.DocumentNames.ToDictionary(name => name, _ => (byte[]?)null);

    private async Task<Dictionary<string, AuditFact>> PayloadAsync(RequestId id, CancellationToken cancellation)
    {
        await keys.DestroyAsync(id, KeyPurpose.Payload, cancellation);
        return new() { ["blobs"] = await DeleteBlobsAsync(id, PayloadFolders, cancellation) };
    }

    private async Task<Dictionary<string, AuditFact>> PartyAsync(RequestId id, CancellationToken cancellation)
    {
        await keys.DestroyAsync(id, KeyPurpose.Party, cancellation);
        return new() { ["documents"] = await store.StripAsync(id, cancellation) };
    }

    private async Task<bool> ForgetAsync(RequestId id, CancellationToken cancellation)
    {
        await keys.DestroyAsync(id, KeyPurpose.Payload, cancellation);
        await keys.DestroyAsync(id, KeyPurpose.Party, cancellation);
        var removed = await DeleteBlobsAsync(id, RecordFolders, cancellation);
        if (!await store.DeleteAsync(id, cancellation)) return false;
        await audit.AppendAsync([Entry(RetentionKind.Record, id, new() { ["blobs"] = removed })], cancellation);
        return true;
    }

    // Work may go on beside it; only what is due by then is noted as gone.
    private async Task<bool> CommitAsync(
        RightsRequest due, RetentionKind kind, Dictionary<string, AuditFact> facts, IReadOnlyDictionary<string, byte[]?> documents, CancellationToken cancellation)
    {
        var parts = RetentionSchedule.Of(due).Where(part => part.Kind == kind).ToList();
        await store.UpdateAsync(
            due.Id,
            request => RetentionSchedule.Of(request).Any(parts.Contains)
                ? new RequestCommit(Without(request, kind)) { Documents = documents, Audit = [Entry(kind, request.Id, facts)] }
                : null,
            cancellation);
        return true;
    }

    private RightsRequest Without(RightsRequest request, RetentionKind kind) =>
        (kind == RetentionKind.Evidence ? request with { EvidenceAt = null } : request).WithPurged(kind, time.GetUtcNow());

    private AuditEntry Entry(RetentionKind kind, RequestId id, Dictionary<string, AuditFact> facts) =>
        new("retention.purged", time.GetUtcNow(), AuditEntry.ByItself, id, WireName.Of(kind)) { Facts = facts };

    private async Task<long> DeleteBlobsAsync(RequestId id, IEnumerable<string> folders, CancellationToken cancellation)
    {
        var count = 0L;
        foreach (var folder in folders)
        {
            await foreach (var blob in blobs.ListAsync(BlobName.Of(folder, id.Value), cancellation))
            {
                if (await blobs.DeleteAsync(blob, cancellation)) count++;
            }
        }

        return count;
    }
}
