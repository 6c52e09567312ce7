namespace PrivacyFunctions.DataMap;

/// <summary>What replaces a value that is erased in place.</summary>
public enum MaskingKind
{
    /// <summary>Null.</summary>
    NullRewrite,

    /// <summary>A fixed text.</summary>
    StringRewrite,

    /// <summary>Random characters.</summary>
    RandomStringRewrite,

    /// <summary>A salted digest of the value.</summary>
    Hash,

    /// <summary>A keyed digest of the value.</summary>
    Hmac,

    /// <summary>The value, encrypted under a key that is destroyed.</summary>
    AesEncrypt,

    /// <summary>The value itself: nothing is replaced.</summary>
    Preserve,
}
