using PrivacyFunctions.Audit;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Audit;

/// <summary>A tree over small entries, grown as the product grows it.</summary>
internal sealed class BuiltTree
{
    private readonly Dictionary<AuditTileId, byte[]> _tiles = [];

    public BuiltTree(IEnumerable<byte[]> entries)
    {
        foreach (var entry in entries)
        {
            Entries.Add(entry);
            foreach (var tile in Tree.Append(TreeHash.Leaf(entry))) _tiles[tile.Id] = tile.Hashes;
        }

        foreach (var tile in Tree.Partial()) _tiles[tile.Id] = tile.Hashes;
    }

    public List<byte[]> Entries { get; } = [];

    public GrowingTree Tree { get; } = new();

    public TileSet Tiles => new(_tiles.Select(tile => new AuditTile(tile.Key, tile.Value)));

    public IReadOnlyDictionary<AuditTileId, byte[]> Stored => _tiles;

    public IReadOnlyList<byte[]> Inclusion(long leaf, long size) => [.. TreeRange.Inclusion(leaf, size).Select(Tiles.Hash)];

    public IReadOnlyList<byte[]> Consistency(long earlier, long size) => [.. TreeRange.Consistency(earlier, size).Select(Tiles.Hash)];

    public byte[] Root(long size) => Tiles.Hash(new TreeRange(0, size));
}
