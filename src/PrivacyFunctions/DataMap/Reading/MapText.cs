using System.Text;

namespace PrivacyFunctions.DataMap;

/// <summary>The text of a map file: UTF-8, with or without a byte order mark.</summary>
internal static class MapText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? Decode(MapFile file, ProblemList problems)
    {
        var bytes = file.Content.Span;
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var before = bytes[..Math.Clamp(exception.Index, 0, bytes.Length)];
            var line = before.Count((byte)'\n') + 1;
            problems.Unreadable(MapCodes.NotUtf8, new MapPosition(file.Name, line, 1), "The file is not valid UTF-8; save it as UTF-8.");
            return null;
        }
    }
}
