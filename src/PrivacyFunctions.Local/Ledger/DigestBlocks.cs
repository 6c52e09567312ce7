using System.Security.Cryptography;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>Turns a stream of keys into blocks of digests, several blocks being computed while the next keys are read.</summary>
internal static class DigestBlocks
{
    /// <summary>Keys in a block.</summary>
    public const int Keys = 8192;

    /// <summary>The blocks in the order of the keys; a key that cannot be one of its kind is left out.</summary>
    public static async IAsyncEnumerable<DigestBlock> OfAsync(
        IAsyncEnumerable<KeyTuple> keys, int use, LedgerDigests digests, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        Task<DigestBlock>? pending = null;
        var gathered = new List<KeyTuple>(256);
        await foreach (var key in keys.WithCancellation(cancellation))
        {
            gathered.Add(key);
            if (gathered.Count < Keys) continue;
            var full = gathered;
            var next = Task.Run(() => Compute(full, use, digests), cancellation);
            if (pending is not null) yield return await pending;
            (pending, gathered) = (next, new List<KeyTuple>(Keys));
        }

        if (pending is not null) yield return await pending;
        if (gathered.Count > 0) yield return Compute(gathered, use, digests);
    }

    private static DigestBlock Compute(List<KeyTuple> keys, int use, LedgerDigests digests)
    {
        var content = new byte[keys.Count * LedgerDigests.Size];
        var count = 0;
        foreach (var key in keys)
        {
            if (digests.TryCompute(key, content.AsSpan(count * LedgerDigests.Size))) count++;
        }

        Array.Resize(ref content, count * LedgerDigests.Size);
        return new DigestBlock(use, count, SHA256.HashData(content), content);
    }
}

/// <summary>Digests side by side.</summary>
/// <param name="Use">0 for primary keys, n for the n-th search.</param>
/// <param name="Count">How many.</param>
/// <param name="Checksum">Tells a block that is there already.</param>
/// <param name="Digests">Them.</param>
internal sealed record DigestBlock(int Use, int Count, byte[] Checksum, byte[] Digests);
