using System.Runtime.InteropServices;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>
/// The right edge of the tree: one tile of each level, so that appending and the root cost the same however long the log is.
/// </summary>
internal sealed class GrowingTree
{
    private readonly List<Edge> _levels = [];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The tree as it was at a size, from its tiles.</summary>
    public static async Task<GrowingTree> ReadAsync(IAuditStore store, long size, CancellationToken cancellation)
    {
        var tree = new GrowingTree { Size = size };
        for (var count = size; count > 0; count >>= TreeNode.HeightsPerTile) tree._levels.Add(new Edge { Index = count / TreeNode.Width });
        var ids = tree._levels.Select((edge, level) => new AuditTileId(level, edge.Index)).ToList();
        var tiles = (await store.ReadTilesAsync(ids, cancellation)).ToDictionary(tile => tile.Id, tile => tile.Hashes);
        for (var (level, count) = (0, size); level < ids.Count; level++, count >>= TreeNode.HeightsPerTile)
        {
            var bytes = (int)(count % TreeNode.Width) * TreeHash.Size;
            if (bytes == 0) continue;
            if (!tiles.TryGetValue(ids[level], out var hashes) || hashes.Length < bytes)
                throw new AuditLogBrokenException("Hashes of the audit log's tree are missing.");
            tree._levels[level].Hashes.AddRange(hashes.AsSpan(0, bytes));
        }

        return tree;
    }

    /// <summary>Appends a leaf; returns the tiles that it filled.</summary>
    public IReadOnlyList<AuditTile> Append(ReadOnlySpan<byte> leafHash)
    {
        Size++;
        List<AuditTile>? filled = null;
        ReadOnlySpan<byte> hash = leafHash;
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count) _levels.Add(new Edge());
            var edge = _levels[level];
            edge.Hashes.AddRange(hash);
            if (edge.Hashes.Count < TreeNode.Width * TreeHash.Size) return filled ?? [];
            var tile = new AuditTile(new AuditTileId(level, edge.Index), [.. edge.Hashes]);
            (filled ??= []).Add(tile);
            edge.Hashes.Clear();
            edge.Index++;
            hash = TileSet.Fold(tile.Hashes);
        }
    }

    /// <summary>The tiles at the edge that are not full.</summary>
    public IReadOnlyList<AuditTile> Partial() =>
    [
        .. _levels.Select((edge, level) => new AuditTile(new AuditTileId(level, edge.Index), [.. edge.Hashes])).Where(tile => tile.Hashes.Length > 0),
    ];

    /// <summary>Hash of the whole tree.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        for (var level = 0; level < _levels.Count; level++)
        {
            var hashes = CollectionsMarshal.AsSpan(_levels[level].Hashes);
            foreach (var (from, count) in FromTheRight(hashes.Length / TreeHash.Size))
            {
                var node = TileSet.Fold(hashes.Slice(from * TreeHash.Size, count * TreeHash.Size));
                root = root is null ? node : TreeHash.Node(node, root);
            }
        }

        return root ?? TreeHash.Empty();
    }

    // The full subtrees of so many hashes, the smallest and last first.
    private static IEnumerable<(int From, int Count)> FromTheRight(int hashes)
    {
        for (var bit = 1; bit <= hashes; bit <<= 1)
        {
            if ((hashes & bit) == 0) continue;
            hashes -= bit;
            yield return (hashes, bit);
        }
    }

    private sealed class Edge
    {
        public long Index { get; set; }

        public List<byte> Hashes { get; } = new(TreeNode.Width * TreeHash.Size);
    }
}
