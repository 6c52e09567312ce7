using System.Security.Cryptography;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Bundling;

/// <summary>Passes on a ZIP, holding back its last bytes, in whose place it puts the digest of all the others.</summary>
internal sealed class DigestingStream(Stream inner) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _held = new byte[DigestedEnd.Size];
    private int _count;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var passed = _count + buffer.Length - _held.Length;
        if (passed <= 0)
        {
            Hold(buffer);
            return;
        }

        var early = Math.Min(passed, _count);
        Pass(_held.AsSpan(0, early));
        Keep(early);
        Pass(buffer[..(passed - early)]);
        Hold(buffer[(passed - early)..]);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var passed = _count + buffer.Length - _held.Length;
        if (passed > 0)
        {
            var early = Math.Min(passed, _count);
            await PassAsync(_held.AsMemory(0, early), cancellationToken);
            Keep(early);
            await PassAsync(buffer[..(passed - early)], cancellationToken);
            buffer = buffer[(passed - early)..];
        }

        Hold(buffer.Span);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <summary>Writes the digest at the end. What is below belongs to whoever made it.</summary>
    public override async ValueTask DisposeAsync()
    {
        await inner.WriteAsync(DigestedEnd.Of(_hash.GetHashAndReset()));
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        inner.Write(bytes);
    }

    private ValueTask PassAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _hash.AppendData(bytes.Span);
        return inner.WriteAsync(bytes, cancellation);
    }

    private void Keep(int from)
    {
        _held.AsSpan(from, _count - from).CopyTo(_held);
        _count -= from;
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_held.AsSpan(_count));
        _count += bytes.Length;
    }
}
