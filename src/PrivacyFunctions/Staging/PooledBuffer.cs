using System.Buffers;
using System.Security.Cryptography;

namespace PrivacyFunctions.Staging;

/// <summary>A growing buffer from the pool, wiped before it goes back: it holds personal data.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Initial = 64 * 1024;
    private const int Kept = 1024 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Initial);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public Span<byte> At(int offset) => _bytes.AsSpan(offset, Length - offset);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length) Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Adds a byte at the end.</summary>
    public void Append(byte value)
    {
        if (_bytes.Length == Length) Reserve(1);
        _bytes[Length++] = value;
    }

    /// <summary>Gives an offset room for bytes that are known later.</summary>
    public void Skip(int count)
    {
        Reserve(count);
        Length += count;
    }

    /// <summary>Forgets everything after this length.</summary>
    public void CutTo(int length) => Length = length;

    /// <summary>Makes sure that this many bytes are there to be filled, and gives them.</summary>
    public Memory<byte> Fill(int length)
    {
        Length = 0;
        Reserve(length);
        Length = length;
        return _bytes.AsMemory(0, length);
    }

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length <= Kept) return;
        GiveBack();
        _bytes = ArrayPool<byte>.Shared.Rent(Initial);
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) GiveBack();
        _bytes = [];
        Length = 0;
    }

    private void Reserve(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        Written.Span.CopyTo(larger);
        GiveBack();
        _bytes = larger;
    }

    private void GiveBack()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        ArrayPool<byte>.Shared.Return(_bytes);
    }
}
