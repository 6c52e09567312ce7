using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>
/// Keys of rows that came back, between comparing and erasing: a sealed blob under a key that is in memory alone, so what an interrupted run
/// leaves cannot be read.
/// </summary>
internal sealed class FoundKeys : IAsyncDisposable
{
    private const int Gathered = 32 * 1024;

    private readonly IBlobStore _blobs;
    private readonly BlobName _name;
    private readonly DataKey _key;
    private readonly PooledBuffer _buffer = new();
    private SealedBlob? _blob;

    private FoundKeys(IBlobStore blobs, BlobName name, DataKey key, IReadOnlyList<string> fields, KeyComparison comparison) =>
        (_blobs, _name, _key, Fields, Comparison) = (blobs, name, key, fields, comparison);

    /// <summary>The fields that the keys are of.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>How they are compared.</summary>
    public KeyComparison Comparison { get; }

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    public static async Task<FoundKeys> CreateAsync(
        IBlobStore blobs, BlobName name, DataKey key, IReadOnlyList<string> fields, KeyComparison comparison, CancellationToken cancellation) =>
        new(blobs, name, key, fields, comparison) { _blob = await SealedBlob.CreateAsync(blobs, name, key, cancellation) };

    public async ValueTask AddAsync(KeyTuple key, CancellationToken cancellation)
    {
        KeyFrame.Write(_buffer, key);
        Count++;
        if (_buffer.Length >= Gathered) await DrainAsync(cancellation);
    }

    /// <summary>Ends the writing.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        await DrainAsync(cancellation);
        await _blob!.CommitAsync(cancellation);
        await _blob.DisposeAsync();
        _blob = null;
    }

    /// <summary>The keys, from the first on.</summary>
    public async IAsyncEnumerable<KeyTuple> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var stream = await SealedBlob.OpenAsync(_blobs, _name, _key, cancellation)
            ?? throw new FileNotFoundException("Keys found by the restoration are missing.");
        using var frame = new PooledBuffer();
        var header = new byte[KeyFrame.Header];
        for (var n = 0L; n < Count; n++)
        {
            await stream.ReadExactlyAsync(header, cancellation);
            await stream.ReadExactlyAsync(frame.Fill(BinaryPrimitives.ReadInt32LittleEndian(header)), cancellation);
            yield return KeyFrame.Read(frame.Written.Span);
        }
    }

    /// <summary>Wipes and removes them.</summary>
    public async ValueTask DisposeAsync()
    {
        _buffer.Dispose();
        if (_blob is not null) await _blob.DisposeAsync();
        await _blobs.DeleteAsync(_name, CancellationToken.None);
    }

    private async ValueTask DrainAsync(CancellationToken cancellation)
    {
        await _blob!.Stream.WriteAsync(_buffer.Written, cancellation);
        _buffer.Clear();
    }
}
