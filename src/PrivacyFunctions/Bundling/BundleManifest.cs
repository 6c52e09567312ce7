using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Bundling;

/// <summary>manifest.json: what the bundle holds, byte for byte, and what it lacks. Signed.</summary>
public sealed record BundleManifest
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Its right.</summary>
    public required Right Right { get; init; }

    /// <summary>Version of the bundle.</summary>
    public required int Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The key that signed it.</summary>
    public required string KeyId { get; init; }

    /// <summary>False when anything is missing; <see cref="Gaps"/> says what.</summary>
    public required bool Complete { get; init; }

    /// <summary>What is missing.</summary>
    public required IReadOnlyList<RequestGap> Gaps { get; init; }

    /// <summary>The systems.</summary>
    public required IReadOnlyList<ManifestSystem> Systems { get; init; }

    /// <summary>Every entry of the ZIP except the manifest and its signature, in order.</summary>
    public required IReadOnlyList<ManifestEntry> Entries { get; init; }
}

/// <summary>A system in the manifest.</summary>
/// <param name="Dataset">Published key.</param>
/// <param name="State">Whether it answered.</param>
/// <param name="Records">Rows.</param>
public sealed record ManifestSystem(string Dataset, SystemState State, long Records);

/// <summary>An entry in the manifest.</summary>
/// <param name="Path">Its name in the ZIP.</param>
/// <param name="Sha256">Digest of its content, lower-case hex.</param>
/// <param name="Bytes">Length of its content.</param>
/// <param name="Records">Rows in it, where it holds rows.</param>
public sealed record ManifestEntry(string Path, string Sha256, long Bytes, long? Records = null);
