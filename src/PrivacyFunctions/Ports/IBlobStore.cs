namespace PrivacyFunctions.Ports;

/// <summary>
/// Large things at rest: staged rows and bundles, always sealed before they come here. Block blobs on Azure (blocks of 8–16 MiB,
/// four in flight), files locally. A blob is whole or absent; a partial one is never seen.
/// </summary>
public interface IBlobStore
{
    /// <summary>Begins a blob. Several may be written at once, also of the same name: the last commit wins.</summary>
    Task<BlobWriter> CreateAsync(BlobName name, CancellationToken cancellation);

    /// <summary>Opens a committed blob for reading; the stream seeks. Null when there is none.</summary>
    Task<Stream?> OpenAsync(BlobName name, CancellationToken cancellation);

    /// <summary>Removes a blob; false when there was none. A stream already open may go on or fail.</summary>
    Task<bool> DeleteAsync(BlobName name, CancellationToken cancellation);

    /// <summary>The committed blobs below a folder, in ordinal order.</summary>
    IAsyncEnumerable<BlobName> ListAsync(BlobName folder, CancellationToken cancellation);
}
