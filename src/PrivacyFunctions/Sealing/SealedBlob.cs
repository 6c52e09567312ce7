using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Sealing;

/// <summary>A blob while it is written sealed; its name is its context.</summary>
public sealed class SealedBlob : IAsyncDisposable
{
    private readonly BlobWriter _blob;

    private SealedBlob(BlobWriter blob, SealingStream stream)
    {
        _blob = blob;
        Stream = stream;
    }

    /// <summary>Takes the plain bytes.</summary>
    public SealingStream Stream { get; }

    /// <summary>Begins a blob of that name.</summary>
    public static async Task<SealedBlob> CreateAsync(IBlobStore blobs, BlobName name, DataKey key, CancellationToken cancellation)
    {
        var blob = await blobs.CreateAsync(name, cancellation);
        return new SealedBlob(blob, new SealingStream(blob, key, SealContext.Of(name)));
    }

    /// <summary>Opens a committed blob; null when there is none.</summary>
    /// <exception cref="SealBrokenException">It is not what was written under that name with that key.</exception>
    public static async Task<UnsealingStream?> OpenAsync(IBlobStore blobs, BlobName name, DataKey key, CancellationToken cancellation)
    {
        var stream = await blobs.OpenAsync(name, cancellation);
        return stream is null ? null : await UnsealingStream.OpenAsync(stream, key, SealContext.Of(name), cancellation);
    }

    /// <summary>Completes the seal and makes the blob visible.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        await Stream.CompleteAsync(cancellation);
        await _blob.CommitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        await _blob.DisposeAsync();
    }
}
