using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Staging;

/// <summary>A collection of a dataset, by the names of the data map.</summary>
public readonly record struct StagedName(string Dataset, string Collection)
{
    internal BlobName Folder(RequestId request) => BlobName.Of("staging", request.Value, Digest($"{Dataset}\0{Collection}"));

    // Names in a data map are free text; a digest of them is a path segment.
    internal static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
