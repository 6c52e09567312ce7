using System.Buffers.Binary;
using System.IO.Compression;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Uploads;

/// <summary>A small picture that looks like a screenshot: a window with a title bar, lines of text and a message box. PNG, 8-bit palette.</summary>
internal static class PngImage
{
    private const int Width = 320;
    private const int Height = 200;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Palette => [0xF4, 0xF5, 0xF7, 0x2B, 0x57, 0x97, 0x9A, 0xA4, 0xB2, 0xC0, 0x39, 0x2B, 0xFF, 0xFF, 0xFF];

    public static byte[] Screenshot(Dice dice)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = 8;
        header[9] = 3;
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "PLTE"u8, Palette);
        Chunk(file, "IDAT"u8, Compress(Paint(dice)));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Each line begins with a filter byte, 0 for none.
    private static byte[] Paint(Dice dice)
    {
        var pixels = new byte[Height * (Width + 1)];
        Fill(pixels, 0, 0, Width, 22, 1);
        for (var y = 36; y < Height - 12; y += 12) Fill(pixels, 14, y, dice.Between(60, Width - 30), 4, 2);
        Fill(pixels, 70, 70, 180, 70, 4);
        Fill(pixels, 70, 70, 180, 14, 3);
        Fill(pixels, 84, 100, dice.Between(40, 150), 5, 2);
        Fill(pixels, 84, 114, dice.Between(40, 150), 5, 2);
        return pixels;
    }

    private static void Fill(byte[] pixels, int left, int top, int width, int height, byte colour)
    {
        for (var y = top; y < top + height; y++) pixels.AsSpan((y * (Width + 1)) + 1 + left, width).Fill(colour);
    }

    private static byte[] Compress(byte[] pixels)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal)) zlib.Write(pixels);
        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    // PNG specification, annex D: CRC-32 with the reflected polynomial.
    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return crc;
    }
}
