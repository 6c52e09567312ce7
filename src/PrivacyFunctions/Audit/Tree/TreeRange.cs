using System.Numerics;

namespace PrivacyFunctions.Audit;

/// <summary>Leaves from <see cref="Begin"/> on, before <see cref="End"/>, that form a subtree in some tree of RFC 6962.</summary>
internal readonly record struct TreeRange(long Begin, long End)
{
    /// <summary>Number of leaves.</summary>
    public long Length => End - Begin;

    /// <summary>The full subtrees that it consists of, from left to right, each smaller than the one before.</summary>
    public IEnumerable<TreeNode> Nodes()
    {
        var begin = Begin;
        while (begin < End)
        {
            var height = BitOperations.Log2((ulong)(End - begin));
            yield return new TreeNode(height, begin >> height);
            begin += 1L << height;
        }
    }

    /// <summary>The subtrees whose hashes prove that a leaf is in a tree, from the leaf upwards (RFC 6962, section 2.1.1).</summary>
    public static IReadOnlyList<TreeRange> Inclusion(long leaf, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        var path = new List<TreeRange>();
        var tree = new TreeRange(0, size);
        while (tree.Length > 1)
        {
            var (left, right) = tree.Split();
            (tree, var sibling) = leaf < left.End ? (left, right) : (right, left);
            path.Add(sibling);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The subtrees whose hashes prove that a tree is the beginning of a larger one (RFC 6962, section 2.1.2).</summary>
    public static IReadOnlyList<TreeRange> Consistency(long earlier, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, size);
        var proof = new List<TreeRange>();
        if (earlier == 0 || earlier == size) return proof;
        var tree = new TreeRange(0, size);
        while (tree.End != earlier)
        {
            var (left, right) = tree.Split();
            (tree, var sibling) = earlier <= left.End ? (left, right) : (right, left);
            proof.Add(sibling);
        }

        // The verifier has the hash of the earlier tree already when that is one of the subtrees.
        if (tree.Begin > 0) proof.Add(tree);
        proof.Reverse();
        return proof;
    }

    private (TreeRange Left, TreeRange Right) Split()
    {
        var middle = Begin + (1L << BitOperations.Log2((ulong)(Length - 1)));
        return (new TreeRange(Begin, middle), new TreeRange(middle, End));
    }
}
