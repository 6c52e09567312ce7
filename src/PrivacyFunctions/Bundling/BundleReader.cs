using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Bundling;

/// <summary>Gives out bundles at rest.</summary>
public sealed class BundleReader(IBlobStore blobs, IDataKeys keys) : IBundleReader
{
    /// <summary>
    /// The ZIP, decrypted as it is read: seekable, its length and every byte verified before it is given out. Null when there is no such
    /// bundle, or no key to it any more.
    /// </summary>
    /// <exception cref="SealBrokenException">The stored bundle is damaged.</exception>
    public async Task<Stream?> OpenAsync(RequestId request, int version, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(request, KeyPurpose.Payload, cancellation);
        return key is null ? null : await SealedBlob.OpenAsync(blobs, BundleResult.NameOf(request, version), key, cancellation);
    }

    /// <summary>Removes a bundle; false when there was none.</summary>
    public Task<bool> DeleteAsync(RequestId request, int version, CancellationToken cancellation) =>
        blobs.DeleteAsync(BundleResult.NameOf(request, version), cancellation);
}
