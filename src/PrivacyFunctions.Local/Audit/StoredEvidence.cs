using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Audit;

/// <summary>The audit log in one snapshot of a local database.</summary>
/// <param name="session">The snapshot.</param>
/// <param name="copies">The second places, as they were before the snapshot was taken.</param>
/// <param name="hash">The server's keyed hashes, where its keys are at hand.</param>
internal sealed class StoredEvidence(SqliteSession session, IReadOnlyList<CheckpointHistory> copies, IKeyedHash? hash) : IAuditEvidence
{
    private const int Page = 1000;

    public string? Checkpoint { get; } = AuditTreeTable.ReadCheckpoint(session);

    public IReadOnlyList<CheckpointHistory> Copies => copies;

    public IEnumerable<EvidencedEntry> Entries()
    {
        var last = long.MinValue;
        while (true)
        {
            var page = session.Query(
                "SELECT leaf, content, seal, request FROM audit_entries WHERE leaf > ?1 ORDER BY leaf LIMIT ?2", Read, last, Page);
            foreach (var entry in page) yield return entry;
            if (page.Count < Page) yield break;
            last = page[^1].Leaf;
        }
    }

    public byte[]? FindTile(AuditTileId tile) => AuditTreeTable.FindTile(session, tile);

    private EvidencedEntry Read(SqliteRow row) => new(
        row.Number(0),
        row.Blob(1),
        hash is null ? null : AuditSeal.Fits(hash, row.Number(0), row.Raw(1), row.Raw(2)),
        IsListed(AuditEntryText.Read(row.Raw(1)), row.NumberOrNull(3)));

    // A request that was purged has no number any more; its entries keep theirs.
    private bool IsListed(AuditEntry? entry, long? number) => entry switch
    {
        null => false,
        { Request: null } => number is null,
        { Request: { } request } => session.Scalar("SELECT number FROM requests WHERE id = ?1", request.Value) is not { } known || known == number,
    };
}
