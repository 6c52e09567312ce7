using System.Collections.Concurrent;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys;

/// <summary>HMAC-SHA-256 under one key, for many threads: setting the key up costs more than hashing, so it is done once for each that hashes.</summary>
internal sealed class PooledHmac(ReadOnlySpan<byte> key) : IDisposable
{
    private readonly ConcurrentBag<IncrementalHash> _idle = [];
    private readonly DataKey _key = new(key);

    /// <summary>Hashes the content into 32 bytes.</summary>
    public void Compute(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        if (!_idle.TryTake(out var hmac)) hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key.Bytes);
        hmac.AppendData(content);
        hmac.GetHashAndReset(destination);
        _idle.Add(hmac);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var hmac)) hmac.Dispose();
        _key.Dispose();
    }
}
