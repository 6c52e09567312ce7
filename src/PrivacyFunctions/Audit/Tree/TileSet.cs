using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>Some tiles of the tree, and the hashes that follow from them.</summary>
internal sealed class TileSet
{
    private readonly Dictionary<AuditTileId, byte[]> _tiles;

    public TileSet(IEnumerable<AuditTile> tiles) => _tiles = tiles.ToDictionary(tile => tile.Id, tile => tile.Hashes);

    /// <summary>Reads what the hashes of some subtrees need.</summary>
    public static async Task<TileSet> ReadAsync(IAuditStore store, IEnumerable<TreeRange> ranges, CancellationToken cancellation) => new(
        await store.ReadTilesAsync([.. ranges.SelectMany(range => range.Nodes()).Select(node => node.Tile).Distinct()], cancellation));

    /// <summary>Hash of a subtree.</summary>
    /// <exception cref="AuditLogBrokenException">A tile that it needs is missing or too short.</exception>
    public byte[] Hash(TreeRange range)
    {
        byte[]? hash = null;
        foreach (var node in range.Nodes().Reverse()) hash = hash is null ? Hash(node) : TreeHash.Node(Hash(node), hash);
        return hash ?? TreeHash.Empty();
    }

    private byte[] Hash(TreeNode node)
    {
        var (from, bytes) = (node.Offset * TreeHash.Size, node.Count * TreeHash.Size);
        return _tiles.TryGetValue(node.Tile, out var hashes) && hashes.Length >= from + bytes
            ? Fold(hashes.AsSpan(from, bytes))
            : throw new AuditLogBrokenException("Hashes of the audit log's tree are missing.");
    }

    /// <summary>Hash of the full subtree over a power of two of hashes.</summary>
    internal static byte[] Fold(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == TreeHash.Size) return hashes.ToArray();
        var half = hashes.Length / 2;
        return TreeHash.Node(Fold(hashes[..half]), Fold(hashes[half..]));
    }
}
