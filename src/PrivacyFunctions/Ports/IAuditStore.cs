using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>
/// The audit log as it is kept: entries, hashes of its Merkle tree in tiles, and the latest signed checkpoint. Entries come through
/// <see cref="IAuditLog"/> and <see cref="RequestCommit.Audit"/>; here they are read, and covered by checkpoints afterwards.
/// </summary>
public interface IAuditStore
{
    /// <summary>Entries in the order of their leaves, from <paramref name="first"/> on.</summary>
    /// <exception cref="AuditLogBrokenException">One of them was not written by this server.</exception>
    Task<IReadOnlyList<StoredAuditEntry>> ReadAsync(long first, int most, CancellationToken cancellation);

    /// <summary>Entries of one request in the order of their leaves, from <paramref name="first"/> on and before <paramref name="end"/>.</summary>
    Task<IReadOnlyList<StoredAuditEntry>> FindAsync(RequestId request, long first, long end, int most, CancellationToken cancellation);

    /// <summary>Those of the tiles that are there. A tile that was partial may have grown meanwhile; what it had stays.</summary>
    Task<IReadOnlyList<AuditTile>> ReadTilesAsync(IReadOnlyCollection<AuditTileId> tiles, CancellationToken cancellation);

    /// <summary>The latest signed checkpoint, or null before the first.</summary>
    Task<string?> ReadCheckpointAsync(CancellationToken cancellation);

    /// <summary>Writes tiles and the checkpoint that covers them in one durable step.</summary>
    Task PutAsync(IReadOnlyList<AuditTile> tiles, string checkpoint, CancellationToken cancellation);
}

/// <summary>An entry in its place.</summary>
/// <param name="Leaf">Its index in the tree, from 0 on.</param>
/// <param name="Content">Exactly the bytes that are hashed: an <see cref="AuditEntry"/> as <see cref="AuditEntryText"/> writes it.</param>
public sealed record StoredAuditEntry(long Leaf, byte[] Content);

/// <summary>Names a tile of the tree, as C2SP tlog-tiles does: 256 consecutive hashes of one height.</summary>
/// <param name="Level">0 for hashes of leaves, 1 for hashes of 256 leaves, and so on.</param>
/// <param name="Index">Which tile of that level.</param>
public readonly record struct AuditTileId(int Level, long Index);

/// <summary>A tile.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Hashes">Up to 256 hashes of 32 bytes, one after another.</param>
public sealed record AuditTile(AuditTileId Id, byte[] Hashes);
