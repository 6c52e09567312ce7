using System.Buffers;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Sealing;

/// <summary>
/// Reads a sealed stream from anywhere within it. No byte is given out before its chunk is verified, and the length is
/// verified on opening. Owns the stream below.
/// </summary>
public sealed class UnsealingStream : Stream
{
    private const int MostChunks = 8;

    private readonly Stream _inner;
    private readonly ChunkCipher _cipher;
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(MostChunks * ChunkCipher.Chunk);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(MostChunks * ChunkCipher.SealedChunk);
    private readonly long _length;
    private long _position;
    private long _windowStart;
    private int _windowLength;
    private bool _disposed;

    private UnsealingStream(Stream inner, ChunkCipher cipher, long length)
    {
        _inner = inner;
        _cipher = cipher;
        _length = length;
    }

    /// <summary>Opens a sealed stream and verifies key, context and length.</summary>
    /// <param name="inner">The sealed bytes, seekable; disposed with the result, and when opening fails.</param>
    /// <param name="key">Copied into the cipher; may be disposed afterwards.</param>
    /// <param name="context">What the stream was sealed as.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="SealBrokenException">It is cut, changed, or sealed with another key or context.</exception>
    public static Task<UnsealingStream> OpenAsync(Stream inner, DataKey key, SealContext context, CancellationToken cancellation) =>
        OpenAsync(inner, key, context.ToBytes(), cancellation);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Plain bytes in all; authentic.</summary>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    internal static async Task<UnsealingStream> OpenAsync(Stream inner, DataKey key, byte[] context, CancellationToken cancellation)
    {
        UnsealingStream? stream = null;
        try
        {
            var length = SealedLength.PlainOf(inner.Length);
            var header = new byte[ChunkCipher.Header];
            inner.Position = 0;
            await ReadExactlyAsync(inner, header, cancellation);
            stream = new UnsealingStream(inner, ChunkCipher.Open(key.Bytes, context, header), length);
            await stream.LoadAsync(length / ChunkCipher.Chunk, 1, cancellation);
            return stream;
        }
        catch
        {
            await (stream?.DisposeAsync() ?? inner.DisposeAsync());
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty || _position >= _length) return 0;
        if (!InWindow) Load();
        return CopyFromWindow(buffer);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty || _position >= _length) return new(0);
        return InWindow ? new(CopyFromWindow(buffer.Span)) : LoadAndCopyAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Release()) _inner.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Release()) await _inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private bool InWindow => _position >= _windowStart && _position < _windowStart + _windowLength;

    // One chunk after a jump, several when reading on.
    private (long Chunk, int Count) Wanted()
    {
        var chunk = _position / ChunkCipher.Chunk;
        var readingOn = _position == _windowStart + _windowLength || _position == 0;
        return (chunk, readingOn ? (int)Math.Min(MostChunks, (_length / ChunkCipher.Chunk) + 1 - chunk) : 1);
    }

    private async ValueTask<int> LoadAndCopyAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var (chunk, count) = Wanted();
        await LoadAsync(chunk, count, cancellation);
        return CopyFromWindow(buffer.Span);
    }

    private async ValueTask LoadAsync(long chunk, int count, CancellationToken cancellation)
    {
        var length = Seek(chunk, count);
        await ReadExactlyAsync(_inner, _sealed.AsMemory(0, length), cancellation);
        Decrypt(chunk, length);
    }

    private void Load()
    {
        var (chunk, count) = Wanted();
        var length = Seek(chunk, count);
        if (_inner.ReadAtLeast(_sealed.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            throw new SealBrokenException(SealFlaw.Truncated);
        Decrypt(chunk, length);
    }

    private int Seek(long chunk, int count)
    {
        _windowLength = 0;
        var offset = SealedLength.Offset(chunk);
        if (_inner.Position != offset) _inner.Position = offset;
        return (int)Math.Min((long)count * ChunkCipher.SealedChunk, SealedLength.Of(_length) - offset);
    }

    private void Decrypt(long chunk, int length)
    {
        var plain = 0;
        for (var at = 0; at < length; at += ChunkCipher.SealedChunk)
        {
            var one = _sealed.AsSpan(at, Math.Min(ChunkCipher.SealedChunk, length - at));
            _cipher.Decrypt(chunk + (at / ChunkCipher.SealedChunk), one, _plain.AsSpan(plain));
            plain += one.Length - ChunkCipher.Tag;
        }

        _windowStart = chunk * ChunkCipher.Chunk;
        _windowLength = plain;
    }

    private int CopyFromWindow(Span<byte> buffer)
    {
        var within = (int)(_position - _windowStart);
        var count = Math.Min(buffer.Length, _windowLength - within);
        _plain.AsSpan(within, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private bool Release()
    {
        if (_disposed) return false;
        _disposed = true;
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
        ArrayPool<byte>.Shared.Return(_plain);
        ArrayPool<byte>.Shared.Return(_sealed);
        return true;
    }

    private static async ValueTask ReadExactlyAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellation)
    {
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (read < buffer.Length) throw new SealBrokenException(SealFlaw.Truncated);
    }
}
