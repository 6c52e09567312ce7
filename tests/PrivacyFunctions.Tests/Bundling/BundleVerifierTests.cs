using System.IO.Compression;
using System.Text;
using CsCheck;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Ports;
using static PrivacyFunctions.Tests.Bundling.BundleFixture;

namespace PrivacyFunctions.Tests.Bundling;

public sealed class BundleVerifierTests : IAsyncLifetime
{
    private readonly BundleFixture _fixture = new();
    private byte[] _zip = [];
    private IReadOnlyList<PublicSigningKey> _keys = [];

    [Fact]
    public async Task A_bundle_as_it_was_made_is_valid()
    {
        var valid = Assert.IsType<BundleVerdict.Valid>(await VerifyAsync(_zip));
        Assert.Equal(_fixture.Request.Value, valid.Manifest.RequestId);
        Assert.Equal(_keys[0].KeyId, valid.Key.KeyId);
    }

    [Fact]
    public async Task A_bundle_signed_with_a_key_that_was_retired_since_is_valid()
    {
        await _fixture.Signing.RotateAsync(default);
        Assert.True(SigningKeySet.TryParse(SigningKeySet.Of(await _fixture.Signing.ListAsync(default)).ToJson(), out var published));
        Assert.Equal(2, published.Count);
        Assert.IsType<BundleVerdict.Valid>(await BundleVerifier.VerifyAsync(new MemoryStream(_zip), published, default));
    }

    [Fact]
    public async Task A_changed_entry_is_named()
    {
        foreach (var name in Names(_zip).Where(name => !name.StartsWith("manifest", StringComparison.Ordinal)))
        {
            var flaw = Assert.Single(await FlawsAsync(Changed(zip => Replace(zip, name, [.. Bytes(_zip, name), 0x20]))));
            Assert.Equal((name, BundleFlawKind.Changed), (flaw.Entry, flaw.Kind));
            Assert.Contains(name, flaw.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_an_added_and_a_doubled_entry_are_named()
    {
        var flaws = await FlawsAsync(Changed(zip =>
        {
            zip.GetEntry("about/withheld.json")!.Delete();
            Add(zip, "data/extra.json");
            Add(zip, "index.html");
            Add(zip, "DATA/portal/person.json");
        }));
        Assert.Equal(
            [("index.html", BundleFlawKind.Duplicate), ("DATA/portal/person.json", BundleFlawKind.Duplicate), ("about/withheld.json", BundleFlawKind.Missing), ("data/extra.json", BundleFlawKind.Extra)],
            flaws.Select(flaw => (flaw.Entry, flaw.Kind)));
    }

    [Fact]
    public async Task A_changed_manifest_or_signature_is_named()
    {
        var manifest = Text(_zip, "manifest.json").Replace("\"complete\": true", "\"complete\": true ", StringComparison.Ordinal);
        var changed = Assert.Single(await FlawsAsync(Changed(zip => Replace(zip, "manifest.json", Encoding.UTF8.GetBytes(manifest)))));
        Assert.Equal(("manifest.json", BundleFlawKind.BadSignature), (changed.Entry, changed.Kind));
        foreach (var signature in new[] { "", "!", Convert.ToBase64String(new byte[64]), Convert.ToBase64String(new byte[10]) })
        {
            var flaw = Assert.Single(await FlawsAsync(Changed(zip => Replace(zip, "manifest.sig", Encoding.ASCII.GetBytes(signature)))));
            Assert.Equal(BundleFlawKind.BadSignature, flaw.Kind);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"requestId\":1}")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task A_manifest_that_makes_no_sense_is_named(string manifest)
    {
        var flaw = Assert.Single(await FlawsAsync(Changed(zip => Replace(zip, "manifest.json", Encoding.UTF8.GetBytes(manifest)))));
        Assert.Equal(("manifest.json", BundleFlawKind.BadManifest), (flaw.Entry, flaw.Kind));
    }

    [Fact]
    public async Task Without_its_key_nothing_is_trusted()
    {
        var none = Assert.IsType<BundleVerdict.Invalid>(await BundleVerifier.VerifyAsync(new MemoryStream(_zip), [], default));
        Assert.Equal(BundleFlawKind.UnknownKey, Assert.Single(none.Flaws).Kind);
        var other = new Tests.Staging.InMemorySigningKeys();
        var impostor = (await other.ListAsync(default))[0] with { KeyId = _keys[0].KeyId };
        var forged = Assert.IsType<BundleVerdict.Invalid>(await BundleVerifier.VerifyAsync(new MemoryStream(_zip), [impostor], default));
        Assert.Equal(BundleFlawKind.BadSignature, Assert.Single(forged.Flaws).Kind);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("data/../../evil")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\server\\share")]
    [InlineData("C:\\evil")]
    [InlineData("C:evil")]
    [InlineData("data\\evil")]
    [InlineData("evil.txt:stream")]
    [InlineData("evil\u202Etxt.exe")]
    [InlineData("e\u0301vil")]
    [InlineData("nul")]
    [InlineData("data/COM1.txt")]
    [InlineData("data/evil.")]
    [InlineData(".hidden")]
    [InlineData("data/")]
    [InlineData("data//evil")]
    [InlineData("evil\n")]
    [InlineData(" evil")]
    public async Task A_name_that_could_do_harm_is_named_without_doing_any(string name)
    {
        var flaw = Assert.Single(await FlawsAsync(Changed(zip => Add(zip, name))));
        Assert.Equal(BundleFlawKind.UnsafeName, flaw.Kind);
        Assert.All(flaw.Message, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void No_name_outside_the_alphabet_is_safe() => Gen.String.Sample(
        name => !EntryNameRules.IsSafe(name) || name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/'),
        iter: 100_000);

    [Fact]
    public async Task A_name_too_long_to_unpack_is_named() =>
        Assert.Equal(BundleFlawKind.UnsafeName, Assert.Single(await FlawsAsync(Changed(zip => Add(zip, new string('n', 256))))).Kind);

    [Fact]
    public async Task A_file_cut_anywhere_is_invalid() => await Gen.Int[0, _zip.Length - 1].SampleAsync(
        async length => { Assert.NotEmpty(await FlawsAsync(_zip[..length])); },
        iter: Trials.Count(300));

    [Fact]
    public async Task Any_flipped_bit_is_refused() => await Gen.Int[0, (_zip.Length * 8) - 1].SampleAsync(
        async bit =>
        {
            var changed = (byte[])_zip.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEmpty(await FlawsAsync(changed));
        },
        iter: Trials.Count(1_000));

    [Fact]
    public async Task A_bundle_that_somebody_packed_again_is_valid_and_one_with_a_comment_of_their_own_is_not()
    {
        foreach (var comment in new[] { "", "sha256:", "packed by somebody" })
        {
            using var content = new MemoryStream();
            using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
            {
                zip.Comment = comment;
                foreach (var name in Enumerable.Reverse(Names(_zip)))
                {
                    using var entry = zip.CreateEntry(name).Open();
                    entry.Write(Bytes(_zip, name));
                }
            }

            var verdict = await VerifyAsync(content.ToArray());
            if (comment.Length == 0) Assert.IsType<BundleVerdict.Valid>(verdict);
            else Assert.Equal(BundleFlawKind.Damaged, Assert.Single(Assert.IsType<BundleVerdict.Invalid>(verdict).Flaws).Kind);
        }
    }

    [Fact]
    public async Task Something_that_is_no_zip_is_invalid()
    {
        foreach (var content in new[] { [], "PK"u8.ToArray(), new byte[100_000] })
            Assert.Equal(BundleFlawKind.Unreadable, Assert.Single(await FlawsAsync(content)).Kind);
    }

    [Fact]
    public async Task A_bomb_is_read_no_further_than_was_signed()
    {
        var bomb = Changed(zip =>
        {
            zip.GetEntry("about/withheld.json")!.Delete();
            using var entry = zip.CreateEntry("about/withheld.json", CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++) entry.Write(zeros);
        });
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(("about/withheld.json", BundleFlawKind.Changed), (await FlawsAsync(bomb)).Select(flaw => (flaw.Entry, flaw.Kind)).Single());
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50_000_000);
    }

    [Fact]
    public async Task A_bomb_for_a_manifest_is_refused()
    {
        var bomb = Changed(zip =>
        {
            zip.GetEntry("manifest.sig")!.Delete();
            using var entry = zip.CreateEntry("manifest.sig", CompressionLevel.Fastest).Open();
            for (var i = 0; i < 100; i++) entry.Write(new byte[1024 * 1024]);
        });
        Assert.Equal(("manifest.sig", BundleFlawKind.Changed), (await FlawsAsync(bomb)).Select(flaw => (flaw.Entry, flaw.Kind)).Single());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    [InlineData("{\"keys\":[]}", true)]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"AA\",\"y\":\"!\"}]}", true)]
    public void A_key_set_is_read_strictly(string json, bool isSet)
    {
        Assert.Equal(isSet, SigningKeySet.TryParse(Encoding.UTF8.GetBytes(json), out var keys));
        Assert.Empty(keys);
    }

    public async Task InitializeAsync()
    {
        _zip = await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        _keys = await _fixture.Signing.ListAsync(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<BundleVerdict> VerifyAsync(byte[] zip) => BundleVerifier.VerifyAsync(new MemoryStream(zip), _keys, default);

    private async Task<IReadOnlyList<BundleFlaw>> FlawsAsync(byte[] zip) => Assert.IsType<BundleVerdict.Invalid>(await VerifyAsync(zip)).Flaws;

    private byte[] Changed(Action<ZipArchive> change)
    {
        using var content = new MemoryStream();
        content.Write(_zip);
        using (var zip = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return content.ToArray();
    }

    private static void Replace(ZipArchive zip, string name, byte[] content)
    {
        zip.GetEntry(name)!.Delete();
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static void Add(ZipArchive zip, string name)
    {
        using var entry = zip.CreateEntry(name).Open();
        if (!name.EndsWith('/')) entry.Write("added"u8);
    }

}
