using System.Security.Cryptography;

namespace PrivacyFunctions.Connecting;

/// <summary>One field that is masked.</summary>
/// <param name="Path">The column, then nested names in its JSON document; arrays on the way are looked through.</param>
/// <param name="Method">What replaces its values. An object is replaced whole, of an array each value.</param>
/// <param name="MaxLength">Most characters the replacement may have, by the data map: digests and random text are cut to it. Null when it does not say.</param>
public sealed record ValueMask(IReadOnlyList<string> Path, MaskMethod Method, int? MaxLength = null)
{
    /// <summary>The path joined by dots, as reports name the field.</summary>
    public string Field => string.Join('.', Path);

    /// <summary>How many characters the replacement has; zero where that depends on the value.</summary>
    public int ReplacementLength => Method switch
    {
        MaskMethod.Text text => text.Value.Length,
        MaskMethod.Random random => Cut(random.Length + random.Suffix.Length),
        MaskMethod.Hash hash => Cut(Digits(hash.Digest) + hash.Suffix.Length),
        MaskMethod.Hmac hmac => Cut(Digits(hmac.Digest) + hmac.Suffix.Length),
        _ => 0,
    };

    private static int Digits(DigestKind digest) => 2 * (digest == DigestKind.Sha512 ? SHA512.HashSizeInBytes : SHA256.HashSizeInBytes);

    private int Cut(int length) => MaxLength is { } most ? Math.Min(length, most) : length;
}
