using System.Text;
using System.Text.Unicode;

namespace PrivacyFunctions.Staging;

/// <summary>
/// Names a file's extension by its first bytes. Only kinds that a double click opens as a document, picture, sound or film;
/// whatever could run is <c>bin</c>, and markup is <c>txt</c>.
/// </summary>
internal static class ContentSniffer
{
    /// <summary>Bytes that are looked at.</summary>
    public const int Head = 512;

    private static readonly (int Offset, byte[] Magic, string Extension)[] Kinds =
    [
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "png"),
        (0, [0xFF, 0xD8, 0xFF], "jpg"),
        (0, "GIF87a"u8.ToArray(), "gif"),
        (0, "GIF89a"u8.ToArray(), "gif"),
        (8, "WEBP"u8.ToArray(), "webp"),
        (8, "WAVE"u8.ToArray(), "wav"),
        (0, "BM"u8.ToArray(), "bmp"),
        (0, [0x49, 0x49, 0x2A, 0x00], "tiff"),
        (0, [0x4D, 0x4D, 0x00, 0x2A], "tiff"),
        (0, "%PDF-"u8.ToArray(), "pdf"),
        (0, [0x50, 0x4B, 0x03, 0x04], "zip"),
        (0, [0x1F, 0x8B, 0x08], "gz"),
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], "zst"),
        (4, "ftyp"u8.ToArray(), "mp4"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "webm"),
        (0, "ID3"u8.ToArray(), "mp3"),
        (0, "OggS"u8.ToArray(), "ogg"),
        (0, "fLaC"u8.ToArray(), "flac"),
    ];

    public static string Extension(ReadOnlySpan<byte> head, LargeValueKind kind)
    {
        if (kind == LargeValueKind.Text) return "txt";
        foreach (var (offset, magic, extension) in Kinds)
        {
            if (head.Length >= offset + magic.Length && head[offset..].StartsWith(magic)) return extension;
        }

        return IsText(head) ? "txt" : "bin";
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.ContainsAnyInRange<byte>(0x00, 0x08) || head.Contains<byte>(0x7F) || head.ContainsAnyInRange<byte>(0x0E, 0x1F)) return false;
        var whole = head.Length < Head ? head : head[..^Math.Min(3, UnfinishedTail(head))];
        return Utf8.IsValid(whole);
    }

    // The head may end within a character.
    private static int UnfinishedTail(ReadOnlySpan<byte> head)
    {
        var tail = 0;
        while (tail < 3 && Rune.DecodeLastFromUtf8(head[..^tail], out _, out _) != System.Buffers.OperationStatus.Done) tail++;
        return tail;
    }
}
