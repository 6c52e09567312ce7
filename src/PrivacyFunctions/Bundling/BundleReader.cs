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
    public async Task<Stream?> OpenAsync(RequestId request, BundleVersion bundle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        using var key = await keys.FindAsync(request, KeyPurpose.Payload, cancellation);
        return key is null ? null : await SealedBlob.OpenAsync(blobs, BundleResult.NameOf(request, bundle.Round, bundle.Version, bundle.Attempt), key, cancellation);
    }

    /// <inheritdoc/>
    public async Task<int> KeepOnlyAsync(RequestId request, int round, IReadOnlyList<BundleVersion> offered, CancellationToken cancellation)
    {
        var kept = offered.Select(bundle => BundleResult.NameOf(request, bundle.Round, bundle.Version, bundle.Attempt)).ToHashSet();
        var others = new List<BlobName>();
        await foreach (var name in blobs.ListAsync(BundleResult.FolderOf(request, round), cancellation))
        {
            if (!kept.Contains(name)) others.Add(name);
        }

        foreach (var name in others) await blobs.DeleteAsync(name, cancellation);
        return others.Count;
    }
}
