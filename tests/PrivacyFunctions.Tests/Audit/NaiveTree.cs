using System.Security.Cryptography;

namespace PrivacyFunctions.Tests.Audit;

/// <summary>RFC 6962, section 2.1, written down as it stands there: recursive, over lists of entries, without a thought of speed.</summary>
internal static class NaiveTree
{
    public static byte[] Hash(IReadOnlyList<byte[]> entries)
    {
        if (entries.Count == 0) return SHA256.HashData([]);
        if (entries.Count == 1) return SHA256.HashData([0, .. entries[0]]);
        var k = Split(entries.Count);
        return Node(Hash(Slice(entries, 0, k)), Hash(Slice(entries, k, entries.Count)));
    }

    public static IReadOnlyList<byte[]> Path(int m, IReadOnlyList<byte[]> entries)
    {
        var n = entries.Count;
        if (n == 1) return [];
        var k = Split(n);
        return m < k
            ? [.. Path(m, Slice(entries, 0, k)), Hash(Slice(entries, k, n))]
            : [.. Path(m - k, Slice(entries, k, n)), Hash(Slice(entries, 0, k))];
    }

    public static IReadOnlyList<byte[]> Proof(int m, IReadOnlyList<byte[]> entries) => m == 0 ? [] : Subproof(m, entries, whole: true);

    public static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static IReadOnlyList<byte[]> Subproof(int m, IReadOnlyList<byte[]> entries, bool whole)
    {
        var n = entries.Count;
        if (m == n) return whole ? [] : [Hash(entries)];
        var k = Split(n);
        return m <= k
            ? [.. Subproof(m, Slice(entries, 0, k), whole), Hash(Slice(entries, k, n))]
            : [.. Subproof(m - k, Slice(entries, k, n), whole: false), Hash(Slice(entries, 0, k))];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }

    private static List<byte[]> Slice(IReadOnlyList<byte[]> entries, int from, int to) => [.. entries.Skip(from).Take(to - from)];
}
