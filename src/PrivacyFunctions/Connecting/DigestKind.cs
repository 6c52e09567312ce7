namespace PrivacyFunctions.Connecting;

/// <summary>Digests that replace values.</summary>
public enum DigestKind
{
    /// <summary>64 hexadecimal characters.</summary>
    Sha256,

    /// <summary>128 hexadecimal characters.</summary>
    Sha512,
}
