using System.Globalization;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Bundling;

/// <summary>A bundle that is whole and at rest; ids, counts and digests only.</summary>
/// <param name="Attempt">Which run made it; drawn at random.</param>
/// <param name="SizeBytes">Bytes of the ZIP.</param>
/// <param name="Sha256">Digest of the ZIP, lower-case hex.</param>
/// <param name="Complete">Whether nothing is missing.</param>
/// <param name="Records">Rows in all.</param>
/// <param name="Entries">Entries of the ZIP.</param>
public sealed record BundleResult(string Attempt, long SizeBytes, string Sha256, bool Complete, long Records, int Entries)
{
    /// <summary>Where the bundles of a round rest.</summary>
    public static BlobName FolderOf(RequestId request, int round) => BlobName.Of("bundles", request.Value, round.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where a bundle rests. Two runs never share a name, so one that comes late replaces nothing.</summary>
    public static BlobName NameOf(RequestId request, int round, int version, string attempt) =>
        FolderOf(request, round).Append(string.Create(CultureInfo.InvariantCulture, $"{version}-{attempt}"));
}
