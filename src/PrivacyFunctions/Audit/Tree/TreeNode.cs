using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>A node over a full power of two of leaves: the <see cref="Index"/>-th of its height.</summary>
/// <param name="Height">It covers 2^height leaves.</param>
/// <param name="Index">From 0 on.</param>
internal readonly record struct TreeNode(int Height, long Index)
{
    /// <summary>Tiles have the hashes of every eighth height.</summary>
    public const int HeightsPerTile = 8;

    /// <summary>Hashes of a full tile.</summary>
    public const int Width = 1 << HeightsPerTile;

    /// <summary>The tile whose hashes make this node.</summary>
    public AuditTileId Tile => new(Height / HeightsPerTile, First / Width);

    /// <summary>The first of these hashes within the tile.</summary>
    public int Offset => (int)(First % Width);

    /// <summary>How many they are, a power of two.</summary>
    public int Count => 1 << (Height % HeightsPerTile);

    private long First => Index << (Height % HeightsPerTile);
}
