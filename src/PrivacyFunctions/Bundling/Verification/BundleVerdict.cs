using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Bundling;

/// <summary>Whether a file is a bundle as its organisation made it.</summary>
public abstract record BundleVerdict
{
    private BundleVerdict()
    {
    }

    /// <summary>Every entry is there, is what the manifest says, and the manifest is signed by that key.</summary>
    public sealed record Valid(BundleManifest Manifest, PublicSigningKey Key) : BundleVerdict;

    /// <summary>It is not; every flaw that was found.</summary>
    public sealed record Invalid(IReadOnlyList<BundleFlaw> Flaws) : BundleVerdict;
}

/// <summary>One thing that is wrong with a bundle.</summary>
/// <param name="Entry">The entry, with characters that are not printable ASCII escaped; null when it concerns the file.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record BundleFlaw(string? Entry, BundleFlawKind Kind, string Message);

/// <summary>What can be wrong with a bundle.</summary>
public enum BundleFlawKind
{
    /// <summary>No ZIP, or cut off.</summary>
    Unreadable,

    /// <summary>An entry's name could do harm when unpacked.</summary>
    UnsafeName,

    /// <summary>Two entries have one name, or names that differ only by case.</summary>
    Duplicate,

    /// <summary>An entry of the manifest is not there.</summary>
    Missing,

    /// <summary>An entry is not in the manifest.</summary>
    Extra,

    /// <summary>An entry's content is not what the manifest says.</summary>
    Changed,

    /// <summary>Bytes between the entries are not what was made.</summary>
    Damaged,

    /// <summary>The manifest cannot be understood.</summary>
    BadManifest,

    /// <summary>The manifest names a key that is not among the trusted ones.</summary>
    UnknownKey,

    /// <summary>The signature does not fit the manifest.</summary>
    BadSignature,
}
