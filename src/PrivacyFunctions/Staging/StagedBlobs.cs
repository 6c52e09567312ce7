using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Staging;

/// <summary>Names and seals of the blobs of one collection. Owns the key.</summary>
internal sealed class StagedBlobs(IBlobStore blobs, DataKey key, RequestId request, StagedName name) : IDisposable
{
    private readonly BlobName _folder = name.Folder(request);

    public BlobName Manifest => _folder.Append("manifest");

    public BlobName Part(string attempt, string part) => _folder.Append(attempt, part);

    public static string KeysPart(string edge) => $"keys-{StagedName.Digest(edge)}";

    public Task<SealedBlob> CreateAsync(BlobName blob, CancellationToken cancellation) => SealedBlob.CreateAsync(blobs, blob, key, cancellation);

    /// <summary>A new name for what is needed only while the collection is worked on.</summary>
    public BlobName Scratch() => _folder.Append("scratch", Guid.NewGuid().ToString("N"));

    public Task DeleteAsync(BlobName blob, CancellationToken cancellation) => blobs.DeleteAsync(blob, cancellation);

    public Task<UnsealingStream?> OpenAsync(BlobName blob, CancellationToken cancellation) => SealedBlob.OpenAsync(blobs, blob, key, cancellation);

    public void Dispose() => key.Dispose();
}
