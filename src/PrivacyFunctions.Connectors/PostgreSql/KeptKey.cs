using System.Buffers;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>A key field's value in the current row.</summary>
internal sealed class KeptKey
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(64);
    private int _length;

    /// <summary>Whether there is a value that can be a key.</summary>
    public bool Present { get; set; }

    /// <summary>The value.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Keeps a value until the next.</summary>
    public void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length) Pooled.Grow(ref _bytes, bytes.Length);
        bytes.CopyTo(_bytes);
        _length = bytes.Length;
    }

    /// <summary>Gives the memory back, cleared.</summary>
    public void Clear()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        (_bytes, _length, Present) = ([], 0, false);
    }
}
