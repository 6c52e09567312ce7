using System.IO.Compression;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>What unpacks from within bytes: gzip, zlib, entries of ZIP files, wherever they seem to begin, as far as they can be read.</summary>
internal static class Unpacked
{
    private const int Most = 16 << 20;
    private const int LocalHeader = 30;

    private static readonly IReadOnlyList<(byte[] Magic, Func<byte[], int, Stream> Open)> Kinds =
    [
        ([0x1f, 0x8b, 0x08], (bytes, at) => new GZipStream(Rest(bytes, at), CompressionMode.Decompress)),
        ([0x78, 0x9c], (bytes, at) => new ZLibStream(Rest(bytes, at), CompressionMode.Decompress)),
        ([0x78, 0xda], (bytes, at) => new ZLibStream(Rest(bytes, at), CompressionMode.Decompress)),
        ([(byte)'P', (byte)'K', 3, 4], OpenEntry),
    ];

    public static IEnumerable<byte[]> From(byte[] bytes)
    {
        foreach (var (magic, open) in Kinds)
        {
            for (var at = bytes.AsSpan().IndexOf(magic); at >= 0;)
            {
                if (Read(bytes, at, open) is { Length: > 0 } content) yield return content;
                var next = bytes.AsSpan(at + 1).IndexOf(magic);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
    }

    // Most of what seems to begin here is nothing of the kind.
    private static byte[] Read(byte[] bytes, int at, Func<byte[], int, Stream> open)
    {
        using var content = new MemoryStream();
        try
        {
            using var stream = open(bytes, at);
            var buffer = new byte[4096];
            for (int read; content.Length < Most && (read = stream.Read(buffer)) > 0;) content.Write(buffer, 0, read);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            // What was read until here is searched.
        }

        return content.ToArray();
    }

    private static Stream OpenEntry(byte[] bytes, int at)
    {
        if (at + LocalHeader > bytes.Length) return Stream.Null;
        var content = at + LocalHeader + BitConverter.ToUInt16(bytes, at + 26) + BitConverter.ToUInt16(bytes, at + 28);
        var isPacked = BitConverter.ToUInt16(bytes, at + 8) == 8;
        return isPacked && content < bytes.Length ? new DeflateStream(Rest(bytes, content), CompressionMode.Decompress) : Stream.Null;
    }

    private static MemoryStream Rest(byte[] bytes, int at) => new(bytes, at, bytes.Length - at);
}
