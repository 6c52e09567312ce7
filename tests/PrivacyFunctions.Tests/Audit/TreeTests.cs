using System.Globalization;
using System.Text;
using CsCheck;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Audit;

public sealed class TreeTests
{
    // The entries and hashes that implementations of Certificate Transparency test each other with.
    private static readonly byte[][] Known =
    [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_are_those_that_every_implementation_of_the_rfc_has(int size, string root)
    {
        Assert.Equal(root, Convert.ToHexStringLower(new BuiltTree(Known.Take(size)).Tree.Root()));
        Assert.Equal(root, Convert.ToHexStringLower(NaiveTree.Hash([.. Known.Take(size)])));
    }

    [Fact]
    public void Every_proof_of_every_small_tree_is_that_of_the_rfc()
    {
        var tree = new BuiltTree(Entries(40));
        for (var size = 1; size <= 40; size++)
        {
            var entries = tree.Entries.Take(size).ToList();
            Assert.Equal(NaiveTree.Hash(entries), tree.Root(size));
            for (var leaf = 0; leaf < size; leaf++) Assert.Equal(NaiveTree.Path(leaf, entries), tree.Inclusion(leaf, size));
            for (var earlier = 0; earlier <= size; earlier++) Assert.Equal(NaiveTree.Proof(earlier, entries), tree.Consistency(earlier, size));
        }
    }

    [Fact]
    public void Proofs_over_many_tiles_convince_another_implementation()
    {
        const int Size = 66_000;
        var tree = new BuiltTree(Entries(Size));
        var root = tree.Tree.Root();
        Assert.Equal(root, tree.Root(Size));
        Gen.Select(Gen.Int[0, Size - 1], Gen.Int[1, Size]).Sample(
            (leaf, earlier) =>
            {
                var hash = TreeHash.Leaf(tree.Entries[leaf]);
                Assert.True(ProofCheck.Includes(hash, leaf, Size, tree.Inclusion(leaf, Size), root));
                Assert.True(ProofCheck.Continues(earlier, Size, tree.Root(earlier), root, tree.Consistency(earlier, Size)));
                if (leaf < earlier) Assert.True(ProofCheck.Includes(hash, leaf, earlier, tree.Inclusion(leaf, earlier), tree.Root(earlier)));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void A_proof_convinces_nobody_of_anything_else() => Gen.Select(Gen.Int[2, 600], Gen.Int[0, 599], Gen.Int[0, 1 << 20]).Sample(
        (size, at, flip) =>
        {
            var (leaf, tree) = (at % size, new BuiltTree(Entries(size)));
            var (proof, root) = (tree.Inclusion(leaf, size), tree.Tree.Root());
            var hash = TreeHash.Leaf(tree.Entries[leaf]);
            Assert.False(ProofCheck.Includes(TreeHash.Leaf([0xff]), leaf, size, proof, root));
            Assert.False(ProofCheck.Includes(hash, (leaf + 1) % size, size, proof, root));
            Assert.False(ProofCheck.Includes(hash, leaf, size, [.. proof.SkipLast(1)], root));
            var flipped = proof.Select(sibling => sibling.ToArray()).ToList();
            flipped[flip % flipped.Count][flip % TreeHash.Size] ^= (byte)(1 << (flip % 8));
            Assert.False(ProofCheck.Includes(hash, leaf, size, flipped, root));
        },
        iter: 200);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(66_000)]
    public async Task A_tree_goes_on_growing_from_its_tiles(int size)
    {
        var stored = new BuiltTree(Entries(size)).Stored;
        var tree = await GrowingTree.ReadAsync(new TilesAlone(stored), size, default);
        var whole = new BuiltTree(Entries(size + 600));
        foreach (var entry in whole.Entries.Skip(size)) tree.Append(TreeHash.Leaf(entry));
        Assert.Equal(whole.Tree.Size, tree.Size);
        Assert.Equal(whole.Tree.Root(), tree.Root());
        Assert.Equal(whole.Tree.Partial().Select(tile => tile.Id), tree.Partial().Select(tile => tile.Id));
    }

    [Fact]
    public async Task Tiles_that_are_gone_are_missed()
    {
        var stored = new BuiltTree(Entries(300)).Stored.Where(tile => tile.Key != new AuditTileId(0, 1)).ToDictionary();
        await Assert.ThrowsAsync<AuditLogBrokenException>(() => GrowingTree.ReadAsync(new TilesAlone(stored), 300, default));
        Assert.Throws<AuditLogBrokenException>(() => new TileSet([]).Hash(new TreeRange(0, 3)));
    }

    [Fact]
    public void Tiles_are_laid_out_as_tlog_tiles_says()
    {
        var tiles = new BuiltTree(Entries(70_000)).Stored;
        Assert.Equal(274, tiles.Keys.Count(tile => tile.Level == 0));
        Assert.Equal(112, tiles[new AuditTileId(0, 273)].Length / TreeHash.Size);
        Assert.Equal(256, tiles[new AuditTileId(1, 0)].Length / TreeHash.Size);
        Assert.Equal(17, tiles[new AuditTileId(1, 1)].Length / TreeHash.Size);
        Assert.Equal(1, tiles[new AuditTileId(2, 0)].Length / TreeHash.Size);
        Assert.Equal(277, tiles.Count);
    }

    internal static IEnumerable<byte[]> Entries(int count) =>
        Enumerable.Range(0, count).Select(i => Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture)));

    private sealed class TilesAlone(IReadOnlyDictionary<AuditTileId, byte[]> tiles) : NoAuditStore
    {
        public override Task<IReadOnlyList<AuditTile>> ReadTilesAsync(IReadOnlyCollection<AuditTileId> wanted, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<AuditTile>>([.. wanted.Where(tiles.ContainsKey).Select(tile => new AuditTile(tile, tiles[tile]))]);
    }
}
