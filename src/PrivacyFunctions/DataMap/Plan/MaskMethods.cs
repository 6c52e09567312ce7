using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Fideslang's strategies as connectors carry them out.</summary>
public static class MaskMethods
{
    /// <summary>The mask of a field; null where the strategy keeps the value.</summary>
    public static ValueMask? Of(FieldMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Of(mask.Strategy) is { } method ? new ValueMask(mask.Field.Segments, method, mask.MaxLength) : null;
    }

    /// <summary>How many characters a masked value has; zero where that depends on the value.</summary>
    internal static int LengthOf(MaskingStrategy strategy, int? most) => Of(strategy) is { } method ? new ValueMask([], method, most).ReplacementLength : 0;

    private static MaskMethod? Of(MaskingStrategy strategy)
    {
        var suffix = strategy.Suffix ?? "";
        var digest = strategy.Algorithm == MaskingNames.Sha512 ? DigestKind.Sha512 : DigestKind.Sha256;
        return strategy.Kind switch
        {
            MaskingKind.NullRewrite => new MaskMethod.Null(),
            MaskingKind.StringRewrite => new MaskMethod.Text((strategy.RewriteValue ?? "") + suffix),
            MaskingKind.RandomStringRewrite => new MaskMethod.Random(strategy.Length ?? MaskingNames.DefaultRandomLength, suffix),
            MaskingKind.Hash => new MaskMethod.Hash(digest, suffix),
            MaskingKind.Hmac => new MaskMethod.Hmac(digest, suffix),
            MaskingKind.AesEncrypt => new MaskMethod.Encrypt(suffix),
            _ => null,
        };
    }
}
