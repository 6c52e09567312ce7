using System.IO.Compression;
using System.Text;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>The search finds what it is meant to find: otherwise an empty result would say nothing.</summary>
public sealed class CanarySearchTests
{
    private static readonly CanarySearch Search = new(["the-token-of-somebody"]);

    [Fact]
    public void Every_canary_is_found_in_every_form_wherever_it_lies()
    {
        foreach (var form in Canaries.Stems.SelectMany(CanaryForms.Of).Concat(Canaries.Bytes.SelectMany(CanaryForms.Of))) Assert.NotEmpty(Search.In("planted", [0, 255, .. form, 3]));
        var name = Encoding.UTF8.GetBytes(Canaries.FullName(7));
        for (var before = (1 << 20) - name.Length; before <= 1 << 20; before++) Assert.NotEmpty(Search.In("planted", [.. new byte[before], .. name, .. new byte[1000]]));
    }

    [Fact]
    public void Longer_values_are_found_by_their_stem_in_any_encoding()
    {
        var value = $"{{\"name\":\"{Canaries.FullName(7)}\"}}";

        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            for (var shift = 0; shift < 3; shift++)
                Assert.NotEmpty(Search.In("planted", Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[shift], .. encoding.GetBytes(value)]))));
            Assert.NotEmpty(Search.In("planted", Encoding.ASCII.GetBytes(Convert.ToHexString(encoding.GetBytes(value)))));
        }

        Assert.NotEmpty(Search.In("planted", Encoding.ASCII.GetBytes(Uri.EscapeDataString(value))));
    }

    [Fact]
    public void What_is_packed_is_unpacked()
    {
        var value = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{Canaries.FullName(7)} ", 50)));
        foreach (var pack in (Func<Stream, Stream>[])[to => new GZipStream(to, CompressionLevel.Optimal, true), to => new ZLibStream(to, CompressionLevel.Optimal, true), Entry])
        {
            using var file = new MemoryStream();
            file.Write(new byte[100]);
            using (var stream = pack(file)) stream.Write(value);
            Assert.NotEmpty(Search.In("planted", file.ToArray()));
            Assert.NotEmpty(Search.In("planted", file.ToArray()[..^20]));
        }

        static Stream Entry(Stream to) => new ZipArchive(to, ZipArchiveMode.Create, true).CreateEntry("a.txt").Open();
    }

    [Fact]
    public void Tokens_are_found_and_nothing_else_is()
    {
        var random = new byte[4 << 20];
        new Random(1).NextBytes(random);

        Assert.Empty(Search.In("noise", random));
        Assert.Empty(Search.In("words", "The name of a canary, not one of ours: canaryname"u8.ToArray()));
        Assert.NotEmpty(Search.In("planted", "x the-token-of-somebody y"u8.ToArray()));
    }
}
