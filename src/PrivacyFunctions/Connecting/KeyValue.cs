namespace PrivacyFunctions.Connecting;

/// <summary>
/// A key's value in canonical text: invariant numbers without exponent or trailing fraction zeros, lower-case hyphenated UUIDs,
/// RFC 3339 times, base64 bytes, text as it is. Connectors cast it to the column's type. Masks itself.
/// </summary>
public readonly record struct KeyValue(string Text)
{
    /// <summary>Masked: a key is personal data.</summary>
    public override string ToString() => "***";
}
