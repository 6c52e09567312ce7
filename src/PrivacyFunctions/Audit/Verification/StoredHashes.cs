using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>
/// The hashes that a log keeps of its tree, compared with those of its entries. Where they differ, either the entry was changed or the hash:
/// the next checkpoint tells which.
/// </summary>
internal sealed class StoredHashes(IAuditEvidence evidence)
{
    private AuditTile? _leaves;
    private string? _changed;

    /// <summary>The first entry that is not the one whose hash is stored.</summary>
    public long? Suspect { get; private set; }

    /// <summary>Whether hashes are stored at all.</summary>
    public bool AnyStored => evidence.FindTile(default) is not null;

    /// <summary>Compares the hash of a leaf.</summary>
    public void Compare(long leaf, ReadOnlySpan<byte> hash)
    {
        if (Suspect is not null) return;
        var node = new TreeNode(0, leaf);
        if (_leaves?.Id != node.Tile) _leaves = new AuditTile(node.Tile, evidence.FindTile(node.Tile) ?? []);
        var from = node.Offset * TreeHash.Size;
        if (_leaves.Hashes.Length < from + TreeHash.Size) _changed ??= $"The stored hash of entry {leaf} is missing.";
        else if (!_leaves.Hashes.AsSpan(from, TreeHash.Size).SequenceEqual(hash)) Suspect = leaf;
    }

    /// <summary>Compares a whole tile.</summary>
    public void Compare(AuditTile tile)
    {
        if (!(evidence.FindTile(tile.Id) ?? []).AsSpan().SequenceEqual(tile.Hashes))
            _changed ??= $"The stored hashes of tile {tile.Id.Index} of level {tile.Id.Level} are not those of the entries.";
    }

    /// <summary>The entries so far are those of a checkpoint, so whatever differs is the fault of the stored hashes.</summary>
    /// <returns>What is wrong with them, or null.</returns>
    public string? Absolve()
    {
        var changed = Suspect is { } leaf ? $"The stored hash of entry {leaf} was changed; the entry itself was not." : _changed;
        (Suspect, _changed) = (null, null);
        return changed;
    }
}
