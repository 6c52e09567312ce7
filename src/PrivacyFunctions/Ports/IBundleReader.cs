using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Finished bundles: opened for delivery, and removed when they are not offered.</summary>
public interface IBundleReader
{
    /// <summary>
    /// The ZIP in clear, seekable, each part verified before it is handed out; null when the bundle, or the key that it is sealed
    /// under, is gone.
    /// </summary>
    Task<Stream?> OpenAsync(RequestId request, BundleVersion bundle, CancellationToken cancellation);

    /// <summary>Removes what a round's runs of the assembly left, but for what is offered; returns how many. Other rounds are not touched.</summary>
    Task<int> KeepOnlyAsync(RequestId request, int round, IReadOnlyList<BundleVersion> offered, CancellationToken cancellation);
}
