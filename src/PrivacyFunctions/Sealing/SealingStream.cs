using System.Buffers;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Sealing;

/// <summary>
/// Seals what is written into another stream, front to back, in constant memory. <see cref="CompleteAsync"/> writes the last
/// chunk; without it the stream reads as truncated. The stream below stays open.
/// </summary>
public sealed class SealingStream : ForwardStream
{
    // Sealed bytes gather here. Asynchronous writes drain it when half full, so that the few synchronous writes ZipArchive makes
    // when it closes an entry find room and do not block.
    private const int Buffered = 16 * ChunkCipher.SealedChunk;

    private readonly Stream _inner;
    private readonly ChunkCipher _cipher;
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(ChunkCipher.Chunk);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(Buffered);
    private int _plainLength;
    private int _sealedLength;
    private long _chunks;
    private long _length;
    private bool _complete;
    private bool _disposed;

    /// <summary>Begins a sealed message.</summary>
    /// <param name="inner">Takes the sealed bytes.</param>
    /// <param name="key">Copied into the cipher; may be disposed afterwards.</param>
    /// <param name="context">What this stream is; reading needs the same.</param>
    public SealingStream(Stream inner, DataKey key, SealContext context)
    {
        _inner = inner;
        _cipher = ChunkCipher.Create(key.Bytes, context, _sealed.AsSpan(0, ChunkCipher.Header));
        _sealedLength = ChunkCipher.Header;
    }

    /// <inheritdoc/>
    public override bool CanWrite => !_complete;

    /// <inheritdoc/>
    public override long Length => Position;

    /// <summary>Plain bytes written so far.</summary>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Writes the last chunk and everything gathered. Nothing may be written after it.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_complete) return;
        SealChunk();
        _complete = true;
        await DrainAsync(cancellation);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Take(buffer)..];
            if (_sealedLength > Buffered - ChunkCipher.SealedChunk) Drain();
        }
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer = buffer[TakeUntilHalfFull(buffer.Span)..];
        return _sealedLength > Buffered / 2 ? WriteRestAsync(buffer, cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Does nothing: a chunk is sealed only when it is full or the last.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
            ArrayPool<byte>.Shared.Return(_plain);
            ArrayPool<byte>.Shared.Return(_sealed);
        }

        base.Dispose(disposing);
    }

    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellation)
    {
        await DrainAsync(cancellation);
        while (!rest.IsEmpty)
        {
            rest = rest[TakeUntilHalfFull(rest.Span)..];
            if (_sealedLength > Buffered / 2) await DrainAsync(cancellation);
        }
    }

    private int TakeUntilHalfFull(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (taken < bytes.Length && _sealedLength <= Buffered / 2) taken += Take(bytes[taken..]);
        return taken;
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_complete) throw new InvalidOperationException("The sealed stream is complete.");
        var taken = Math.Min(bytes.Length, ChunkCipher.Chunk - _plainLength);
        _length += taken;
        if (taken == ChunkCipher.Chunk)
        {
            Seal(bytes[..taken]);
            return taken;
        }

        bytes[..taken].CopyTo(_plain.AsSpan(_plainLength));
        _plainLength += taken;
        if (_plainLength == ChunkCipher.Chunk) SealChunk();
        return taken;
    }

    private void SealChunk()
    {
        Seal(_plain.AsSpan(0, _plainLength));
        _plainLength = 0;
    }

    private void Seal(ReadOnlySpan<byte> plain)
    {
        _cipher.Encrypt(_chunks, plain, _sealed.AsSpan(_sealedLength));
        _sealedLength += plain.Length + ChunkCipher.Tag;
        _chunks++;
    }

    private void Drain()
    {
        _inner.Write(_sealed, 0, _sealedLength);
        _sealedLength = 0;
    }

    private async ValueTask DrainAsync(CancellationToken cancellation)
    {
        await _inner.WriteAsync(_sealed.AsMemory(0, _sealedLength), cancellation);
        _sealedLength = 0;
    }
}
