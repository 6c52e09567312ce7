namespace PrivacyFunctions.Connecting;

/// <summary>Where the line between inline values and files runs.</summary>
public static class LargeValue
{
    /// <summary>Binary values up to this size stay in the JSON as base64; longer ones become files.</summary>
    public const int InlineBytes = 64;

    /// <summary>Text up to this many UTF-8 bytes stays in the JSON; longer text becomes a file.</summary>
    public const int InlineText = 64 * 1024;

    /// <summary>
    /// JSON documents and arrays up to this many UTF-8 bytes stay inline, so that their nested fields can be taken; longer ones
    /// become files.
    /// </summary>
    public const int InlineDocument = 4 * 1024 * 1024;
}
