using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using PrivacyFunctions.EndToEnd.Commands;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Access;

/// <summary>Section 4 of the contract on a real bundle.</summary>
[Collection(SmallOrganisationTests.Name)]
public sealed partial class BundleTests(SmallOrganisation organisation)
{
    private const string AnnasRow = """
        {"id":1,"company_id":10,"email":"anna@harbour.example","full_name":"Anna ANNAS-OWN","balance":12345678901234567890.12345678901234567890,"big":9223372036854775807,"ratio":"NaN","small":0.1,"born":"1984-02-29","joined":"2024-03-31T01:30:00.123456Z","local_time":"2024-03-31T02:30:00.5","wakes":"23:59:59.999999","stays":"P1Y2M3DT4H5M6.789S","active":true,"tags":["a\"b",null,"c,d",""],"grid":[[1,2],[3,null]],"ref":"00112233-4455-6677-8899-aabbccddeeff","doc":{"n": 123456789012345678901234567890.5, "deep": {"list": [1, null, {"x": "ANNAS-OWN ä"}]}},"raw":{"b": 1.0,  "a": 1e400},"mood":"so so","photo":"iVBORw0KGgoAAQ==","biography":{"$file":"files/crm/person/1.txt"},"formula":
        """;

    private readonly BundleFile _bundle = organisation.AnnasBundle;

    [Fact]
    public void Its_entries_have_plain_names_in_a_fixed_order_and_one_time()
    {
        Assert.Equal("index.html", _bundle.Names[0]);
        Assert.Equal(["about/processing.json", "about/withheld.json", "manifest.json", "manifest.sig"], _bundle.Names.TakeLast(4));
        Assert.All(_bundle.Names, name => Assert.Matches(EntryName(), name));
        Assert.Single(_bundle.Times);
        Assert.All(
            _bundle.Names.Where(name => name.StartsWith("data/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)),
            name => Assert.Contains(Path.ChangeExtension(name, ".csv"), _bundle.Names));
    }

    [Fact]
    public void Values_are_as_stored()
    {
        Assert.Contains(AnnasRow.ReplaceLineEndings(""), _bundle.Text("data/crm/person.json"), StringComparison.Ordinal);
        var row = Assert.Single(_bundle.Rows("crm/person"));
        Assert.Equal("=HYPERLINK(\"http://evil.example\";\"x\")", row.GetProperty("formula").GetString());
        Assert.Equal("<script>alert(1)</script> \"quoted\"\r\nsecond line, \u202e \u00fc \U0001F600", row.GetProperty("markup").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("nothing").ValueKind);
        Assert.Equal("", row.GetProperty("blank").GetString());
        Assert.Equal("\"Infinity\"", Assert.Single(organisation.BensBundle.Rows("crm/person")).GetProperty("ratio").GetRawText());
        Assert.Equal("10.50", _bundle.Rows("orders/purchase")[0].GetProperty("total").GetRawText());
    }

    [Fact]
    public void A_spreadsheet_finds_no_formula()
    {
        var csv = _bundle.Text("data/crm/person.csv");

        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"x\"\")\"", csv, StringComparison.Ordinal);
        Assert.Contains("'+49 30 1111", _bundle.Text("data/crm/phone.csv"), StringComparison.Ordinal);
        Assert.StartsWith("id,company_id,email,", csv, StringComparison.Ordinal);
        Assert.Contains("files/crm/person/1.txt", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Uploads_and_long_texts_are_files_under_names_of_ours()
    {
        Assert.Equal(string.Concat(Enumerable.Repeat("ANNAS-OWN life ", 20000)), _bundle.Text("files/crm/person/1.txt"));
        var upload = _bundle.Rows("support/upload").Single(row => row.GetProperty("file_name").GetString() == "../../ANNAS-OWN.pdf");
        var path = upload.GetProperty("content").GetProperty("$file").GetString()!;
        Assert.Matches(@"\Afiles/support/upload/\d+\.pdf\z", path);
        Assert.Equal($"%PDF-1.7 {new string('x', 400)}ANNAS-OWN", _bundle.Text(path));
    }

    [Fact]
    public void Its_manifest_lists_every_other_entry_with_digest_length_and_rows()
    {
        var manifest = _bundle.Manifest;
        var entries = manifest.GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(organisation.Anna.RequestId, manifest.GetProperty("requestId").GetString());
        Assert.Equal("access", manifest.GetProperty("right").GetString());
        Assert.Equal(1, manifest.GetProperty("version").GetInt32());
        Assert.True(manifest.GetProperty("complete").GetBoolean());
        Assert.Equal(0, manifest.GetProperty("gaps").GetArrayLength());
        Assert.Equal(["crm", "hosting", "orders", "support"], manifest.GetProperty("systems").EnumerateArray().Select(system => system.GetProperty("dataset").GetString()!).Order());
        Assert.Equal(_bundle.Names.Where(name => !name.StartsWith("manifest.", StringComparison.Ordinal)), entries.Select(entry => entry.GetProperty("path").GetString()!));
        foreach (var entry in entries)
        {
            var path = entry.GetProperty("path").GetString()!;
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_bundle.Bytes(path))), entry.GetProperty("sha256").GetString());
            Assert.Equal(_bundle.Bytes(path).Length, entry.GetProperty("bytes").GetInt64());
            if (path.StartsWith("data/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal))
                Assert.Equal(_bundle.Json(path).GetArrayLength(), entry.GetProperty("records").GetInt32());
        }
    }

    [Fact]
    public async Task Its_signature_fits_the_published_key()
    {
        var keys = (await organisation.Server.Http.CallAsync(HttpMethod.Get, "/api/keys")).Json.GetProperty("keys").EnumerateArray();
        var key = keys.Single(key => new[] { "keyId", "kid" }.Any(name => key.TryGetProperty(name, out var id) && id.GetString() == _bundle.Manifest.GetProperty("keyId").GetString()));
        using var signer = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Coordinate("x"), Y = Coordinate("y") },
        });

        var signature = Convert.FromBase64String(_bundle.Text("manifest.sig"));

        Assert.Equal(64, signature.Length);
        Assert.True(signer.VerifyData(_bundle.Bytes("manifest.json"), signature, HashAlgorithmName.SHA256));

        byte[] Coordinate(string name) => System.Buffers.Text.Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
    }

    [Fact]
    public async Task The_command_line_verifies_it_by_address_and_by_data_folder_and_names_what_was_changed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("bundle.zip"), _bundle.Zip);
        var keys = new Uri(organisation.Server.Http.BaseAddress!, "/api/keys").ToString();
        var byAddress = await PrivacyTool.RunAsync(folder.Path, "bundle", "verify", "bundle.zip", "--keys", keys);
        var byFolder = await PrivacyTool.RunAsync(folder.Path, "bundle", "verify", "bundle.zip", "--data", organisation.Server.Data);
        await File.WriteAllBytesAsync(folder.File("changed.zip"), Changed("data/crm/company.json"));
        var changed = await PrivacyTool.RunAsync(folder.Path, "bundle", "verify", "changed.zip", "--keys", keys);

        Assert.True(byAddress.ExitCode == 0, byAddress.Output + byAddress.Error);
        Assert.True(byFolder.ExitCode == 0, byFolder.Output + byFolder.Error);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("data/crm/company.json", changed.Output + changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_withheld_is_counted_with_its_ground_and_is_nowhere_in_the_bundle()
    {
        var withheld = _bundle.Json("about/withheld.json").EnumerateArray()
            .Select(item => (item.GetProperty("collection").GetString(), item.GetProperty("count").GetInt64(), item.GetProperty("ground").GetString()));

        Assert.Equal([("crm.credential", 1, "security"), ("hosting.mailbox", 2, "processor")], withheld.Order());
        Assert.All(["ANNAS-SECRET-HASH", "ANNAS-HOSTED", "STAFF-ONLY"], secret => Assert.Empty(_bundle.Holding(secret)));
        Assert.Equal("""{"name":"ANNAS-OWN","channels":{"phone":"ANNAS-OWN 1"}}""", _bundle.Rows("support/ticket")[0].GetProperty("contact").GetRawText());
    }

    [Fact]
    public void Its_page_needs_no_script_and_nothing_from_outside()
    {
        var page = new HtmlParser().ParseDocument(_bundle.Text("index.html"));

        Assert.True(_bundle.Bytes("index.html").Length < 5_000_000);
        Assert.Empty(page.Scripts);
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.QuerySelectorAll("[src]"), element => Assert.StartsWith("data:", element.GetAttribute("src"), StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("link[rel=stylesheet], iframe, object, embed, form"));
        Assert.All(["Harbour Logistics", "Anna ANNAS-OWN", "Northwind Cloud", "3 years", "<script>alert(1)</script>"], text => Assert.Contains(text, page.Body!.TextContent, StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Where(href => href.StartsWith("data/", StringComparison.Ordinal)), href => Assert.Contains(href, _bundle.Names));
    }

    [Fact]
    public void It_says_why_data_is_held_who_gets_it_and_for_how_long()
    {
        var customers = _bundle.Json("about/processing.json").GetProperty("systems").EnumerateArray().Single(system => system.GetProperty("key").GetString() == "crm").GetRawText();

        Assert.All(["Look after customers", "Northwind Cloud", "3 years", "Contract"], text => Assert.Contains(text, customers, StringComparison.Ordinal));
    }

    // The archive again with one entry changed by a byte.
    private byte[] Changed(string entry)
    {
        using var copy = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(copy, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in _bundle.Names)
            {
                using var content = archive.CreateEntry(name).Open();
                content.Write(name == entry ? Encoding.UTF8.GetBytes(_bundle.Text(name).Replace('H', 'h')) : _bundle.Bytes(name));
            }
        }

        return copy.ToArray();
    }

    [GeneratedRegex(@"\A(index\.html|manifest\.(json|sig)|about/(processing|withheld)\.json|data/[a-z0-9_-]+/[a-z0-9_-]+\.(json|csv)|files/[a-z0-9_-]+/[a-z0-9_-]+/\d+\.[a-z0-9]+)\z")]
    private static partial Regex EntryName();
}
