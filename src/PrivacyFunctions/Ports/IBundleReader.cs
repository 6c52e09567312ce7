using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Opens finished bundles for delivery.</summary>
public interface IBundleReader
{
    /// <summary>
    /// The ZIP in clear, seekable, each part verified before it is handed out; null when the bundle, or the key that it is sealed
    /// under, is gone.
    /// </summary>
    Task<Stream?> OpenAsync(RequestId request, int version, CancellationToken cancellation);
}
