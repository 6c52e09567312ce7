using System.Security.Cryptography;

namespace PrivacyFunctions.Ports;

/// <summary>A 256-bit data encryption key in memory. Dispose it after use: its bytes are wiped. Masks itself.</summary>
public sealed class DataKey : IDisposable
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 32;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(Size, pinned: true);
    private bool _disposed;

    /// <summary>Copies the key; the caller wipes its own copy.</summary>
    public DataKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException("A data key has 32 bytes.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    /// <summary>A fresh key from the system's random source.</summary>
    public static DataKey New()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        var key = new DataKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>The key itself, valid until disposal.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    /// <summary>Masked.</summary>
    public override string ToString() => "***";
}
