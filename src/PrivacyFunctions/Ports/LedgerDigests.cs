using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Ports;

/// <summary>
/// How the ledger names keys of one kind: HMAC-SHA-256 over the key's canonical values, cut to 128 bits, under a key derived from the
/// ledger's for exactly this use, dataset, collection, fields and comparison. So the same value in two places has two digests.
/// </summary>
public sealed class LedgerDigests : IDisposable
{
    /// <summary>Bytes of a digest.</summary>
    public const int Size = 16;

    private const int MostOnStack = 512;

    private readonly DataKey _key;
    private readonly KeyComparison _comparison;

    private LedgerDigests(DataKey key, KeyComparison comparison) => (_key, _comparison) = (key, comparison);

    /// <summary>Digests of primary keys.</summary>
    public static LedgerDigests OfPrimaryKeys(DataKey ledger, LedgerCollection collection, IReadOnlyList<string> columns) =>
        Derive(ledger, "primary-key", collection, columns, KeyComparison.Exact);

    /// <summary>Digests of what rows were found by.</summary>
    public static LedgerDigests OfSearch(DataKey ledger, LedgerCollection collection, IReadOnlyList<string> fields, KeyComparison comparison) =>
        Derive(ledger, "search", collection, fields, comparison);

    /// <summary>Computes the digest; false when a value cannot be such a key (an e-mail comparison of something else).</summary>
    public bool TryCompute(KeyTuple key, Span<byte> destination)
    {
        var values = key.Values.AsSpan();
        var size = 0;
        Span<string?> canonical = new string?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if ((canonical[i] = Canonical(values[i].Text)) is not { } text) return false;
            size += sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length);
        }

        var rented = size > MostOnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> content = rented ?? stackalloc byte[MostOnStack];
        var length = Write(canonical, content);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key.Bytes, content[..length], hash);
        hash[..Size].CopyTo(destination);
        CryptographicOperations.ZeroMemory(content[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static LedgerDigests Derive(
        DataKey ledger, string use, LedgerCollection collection, IReadOnlyList<string> fields, KeyComparison comparison)
    {
        string?[] parts = [use, collection.Dataset, collection.Collection, comparison.ToString(), .. fields];
        var content = new byte[parts.Sum(part => sizeof(int) + Encoding.UTF8.GetMaxByteCount(part!.Length))];
        Span<byte> derived = stackalloc byte[DataKey.Size];
        HMACSHA256.HashData(ledger.Bytes, content.AsSpan(0, Write(parts, content)), derived);
        var key = new DataKey(derived);
        CryptographicOperations.ZeroMemory(derived);
        return new LedgerDigests(key, comparison);
    }

    private static int Write(ReadOnlySpan<string?> parts, Span<byte> content)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, content[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(content[at..], length);
            at += sizeof(int) + length;
        }

        return at;
    }

    // An exact key may come from a person as well as from a row: 007.0 or an upper-case UUID found the row that says 7 or lower case.
    private string? Canonical(string text)
    {
        if (_comparison != KeyComparison.Exact) return KeyCanon.Of(text, _comparison);
        return KeyCanon.Number(text) ?? (Guid.TryParse(text, out var id) ? id.ToString("D") : text);
    }
}
