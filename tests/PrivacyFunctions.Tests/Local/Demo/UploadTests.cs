using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Uploads;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class UploadTests
{
    [Fact]
    public void A_screenshot_holds_as_many_pixels_as_its_header_says()
    {
        var image = PngImage.Screenshot(new Dice(1));

        var (width, height) = (Number(image, 16), Number(image, 20));
        var data = image.AsSpan().IndexOf("IDAT"u8);
        using var pixels = new ZLibStream(new MemoryStream(image, data + 4, Number(image, data - 4)), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        pixels.CopyTo(unpacked);
        Assert.Equal(height * (width + 1), unpacked.Length);
    }

    [Fact]
    public void The_last_chunk_of_a_screenshot_carries_the_checksum_that_the_specification_gives_for_it()
    {
        var image = PngImage.Screenshot(new Dice(1));

        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], image[^12..]);
    }

    [Fact]
    public void The_cross_reference_table_of_a_pdf_points_at_its_objects()
    {
        var document = Encoding.Latin1.GetString(PdfDocument.Of(["Plain", @"(brackets) and \ backslash", "ä"]));

        var offsets = Regex.Matches(document, @"(?m)^(\d{10}) 00000 n $").Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(5, offsets.Count);
        Assert.All(offsets.Index(), item => Assert.StartsWith($"{item.Index + 1} 0 obj", document[item.Item..]));
        Assert.Contains(@"(\(brackets\) and \\ backslash) Tj", document);
    }

    private static int Number(byte[] bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
