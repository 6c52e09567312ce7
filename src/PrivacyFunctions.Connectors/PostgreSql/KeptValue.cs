using System.Buffers;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>A key field's value in the current row, kept after its bytes went by.</summary>
internal sealed class KeptValue
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(64);
    private int _length;

    /// <summary>How the value came.</summary>
    public FieldContent Content { get; private set; }

    /// <summary>The value, when it came inline.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Keeps a value until the next.</summary>
    public void Keep(FieldContent content, ReadOnlySpan<byte> bytes)
    {
        Content = content;
        _length = bytes.Length;
        if (bytes.Length > _bytes.Length) Pooled.Grow(ref _bytes, bytes.Length);
        bytes.CopyTo(_bytes);
    }

    /// <summary>Gives the value once more.</summary>
    public void CopyTo(ref byte[] buffer, out int length)
    {
        if (_length > buffer.Length) Pooled.Grow(ref buffer, _length);
        Bytes.CopyTo(buffer);
        length = _length;
    }

    /// <summary>Gives the memory back, cleared.</summary>
    public void Clear()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        (_bytes, _length) = ([], 0);
    }
}
