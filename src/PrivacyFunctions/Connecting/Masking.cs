namespace PrivacyFunctions.Connecting;

/// <summary>Which values of a row are replaced. Values that are null already stay null.</summary>
public sealed record Masking
{
    /// <summary>The values; none lies inside another.</summary>
    public required IReadOnlyList<ValueMask> Values { get; init; }

    /// <summary>
    /// At least 32 random bytes for <see cref="MaskMethod.Hash"/>, <see cref="MaskMethod.Hmac"/> and <see cref="MaskMethod.Encrypt"/>, of
    /// one request alone. Equal values get equal digests while it lasts; once it is destroyed, no masked value can be linked or read.
    /// </summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Keys that were compared inside arrays: of those arrays only the elements that hold one are masked.</summary>
    public IReadOnlyList<ElementKeys> Elements { get; init; } = [];
}
