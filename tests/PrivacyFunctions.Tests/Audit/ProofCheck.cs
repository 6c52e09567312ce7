namespace PrivacyFunctions.Tests.Audit;

/// <summary>How somebody else checks proofs: the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which know nothing of ours.</summary>
internal static class ProofCheck
{
    public static bool Includes(byte[] leafHash, long leaf, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (leaf >= size) return false;
        var (fn, sn, hash) = (leaf, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                hash = NaiveTree.Node(sibling, hash);
                while ((fn & 1) == 0 && fn != 0) (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                hash = NaiveTree.Node(hash, sibling);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && hash.AsSpan().SequenceEqual(root);
    }

    public static bool Continues(long first, long second, byte[] firstRoot, byte[] secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first == second) return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(secondRoot);
        if (first == 0) return proof.Count == 0;
        List<byte[]> path = long.IsPow2(first) ? [firstRoot, .. proof] : [.. proof];
        if (path.Count == 0) return false;
        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1) (fn, sn) = (fn >> 1, sn >> 1);
        var (fr, sr) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (NaiveTree.Node(hash, fr), NaiveTree.Node(hash, sr));
                while ((fn & 1) == 0 && fn != 0) (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                sr = NaiveTree.Node(sr, hash);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && fr.AsSpan().SequenceEqual(firstRoot) && sr.AsSpan().SequenceEqual(secondRoot);
    }
}
