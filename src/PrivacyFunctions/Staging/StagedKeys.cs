using PrivacyFunctions.Connecting;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Staging;

/// <summary>The keys of one edge while they are written.</summary>
internal sealed class StagedKeys(SealedBlob blob, KeySieve? sieve) : IAsyncDisposable
{
    private const int Gathered = 32 * 1024;

    private readonly PooledBuffer _buffer = new();

    public long Count { get; private set; }

    public ValueTask AddAsync(KeyTuple key, CancellationToken cancellation)
    {
        var start = _buffer.Length;
        KeyFrame.Write(_buffer, key);
        if (sieve is not null && !sieve.IsNew(_buffer.At(start)))
        {
            _buffer.CutTo(start);
            return ValueTask.CompletedTask;
        }

        Count++;
        return _buffer.Length < Gathered ? ValueTask.CompletedTask : DrainAsync(cancellation);
    }

    public async Task CommitAsync(CancellationToken cancellation)
    {
        await DrainAsync(cancellation);
        await blob.CommitAsync(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _buffer.Dispose();
        return blob.DisposeAsync();
    }

    private async ValueTask DrainAsync(CancellationToken cancellation)
    {
        await blob.Stream.WriteAsync(_buffer.Written, cancellation);
        _buffer.Clear();
    }
}
