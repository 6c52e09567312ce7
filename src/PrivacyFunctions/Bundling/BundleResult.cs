using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Bundling;

/// <summary>A bundle that is whole and at rest; ids, counts and digests only.</summary>
/// <param name="SizeBytes">Bytes of the ZIP.</param>
/// <param name="Sha256">Digest of the ZIP, lower-case hex.</param>
/// <param name="Complete">Whether nothing is missing.</param>
/// <param name="Records">Rows in all.</param>
/// <param name="Entries">Entries of the ZIP.</param>
public sealed record BundleResult(long SizeBytes, string Sha256, bool Complete, long Records, int Entries)
{
    /// <summary>Where a bundle rests.</summary>
    public static BlobName NameOf(RequestId request, int version) =>
        BlobName.Of("bundles", request.Value, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
