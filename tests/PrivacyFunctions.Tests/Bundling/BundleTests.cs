using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.Local;
using static PrivacyFunctions.Tests.Bundling.BundleFixture;

namespace PrivacyFunctions.Tests.Bundling;

public sealed class BundleTests
{
    // Python's own ZIP, CSV and JSON: as many rows in one as in the other, each with every field.
    private const string ReadEverything = """
        import csv, io, json, sys, zipfile
        z = zipfile.ZipFile(sys.argv[1])
        assert z.testzip() is None
        tables = [n[:-5] for n in z.namelist() if n.startswith("data/") and n.endswith(".json")]
        assert len(tables) == 5
        for table in tables:
            rows = json.loads(z.read(table + ".json"))
            lines = list(csv.reader(io.StringIO(z.read(table + ".csv").decode(), newline=""), strict=True))
            assert len(lines) == len(rows) + 1, table
            for row, line in zip(rows, lines[1:]):
                assert len(line) == len(lines[0]), line
                for name, cell in zip(lines[0], line):
                    value = row[name]
                    if isinstance(value, str):
                        assert cell.replace("'", "") == value.replace("'", ""), cell
                    if value is None:
                        assert cell == "", cell
        """;

    private readonly BundleFixture _fixture = new();

    [Fact]
    public async Task Entries_come_in_the_order_of_the_contract()
    {
        var zip = await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        Assert.Equal(
            [
                "index.html",
                "data/portal/person.json", "data/portal/person.csv",
                "data/ticketing/ticket.json", "data/ticketing/ticket.csv",
                "data/ticketing/upload.json", "data/ticketing/upload.csv", "files/ticketing/upload/1.png", "files/ticketing/upload/2.bin",
                "data/website/visit.json", "data/website/visit.csv",
                "data/assistant/turn.json", "data/assistant/turn.csv",
                "about/processing.json", "about/withheld.json", "manifest.json", "manifest.sig",
            ],
            Names(zip));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_but_for_the_signature()
    {
        var contents = await SampleBundle.StageAsync(_fixture);
        var first = await _fixture.MakeAsync(contents);
        var second = await _fixture.MakeAsync(contents);
        foreach (var name in Names(first).Where(name => name != "manifest.sig")) Assert.Equal(Bytes(first, name), Bytes(second, name));
        var signature = first.AsSpan().LastIndexOf("PK\u0003\u0004"u8);
        Assert.Equal(first.AsSpan(0, signature), second.AsSpan(0, signature));
    }

    [Fact]
    public async Task The_manifest_names_every_entry_with_its_digest_and_is_signed()
    {
        var zip = await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        var manifest = JsonElement.Parse(Bytes(zip, "manifest.json"));
        foreach (var entry in manifest.GetProperty("entries").EnumerateArray())
        {
            var content = Bytes(zip, entry.GetProperty("path").GetString()!);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), entry.GetProperty("sha256").GetString());
            Assert.Equal(content.Length, entry.GetProperty("bytes").GetInt64());
        }

        Assert.Equal(Names(zip)[..^2], manifest.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("path").GetString()));
        Assert.Equal(260, manifest.GetProperty("entries").EnumerateArray().Single(e => e.GetProperty("path").GetString() == "data/ticketing/ticket.csv").GetProperty("records").GetInt64());
        var signature = Convert.FromBase64String(Text(zip, "manifest.sig"));
        var key = (await _fixture.Signing.ListAsync(default))[0];
        Assert.Equal(key.KeyId, manifest.GetProperty("keyId").GetString());
        Assert.True(key.Verify(Bytes(zip, "manifest.json"), signature));
    }

    [Fact]
    public async Task The_manifest_has_the_names_of_the_contract()
    {
        var contents = await SampleBundle.StageAsync(_fixture, complete: false);
        var manifest = JsonElement.Parse(Bytes(await _fixture.MakeAsync(contents), "manifest.json"));
        Assert.Equal(
            ["requestId", "right", "version", "createdAt", "keyId", "complete", "gaps", "systems", "entries"],
            manifest.EnumerateObject().Select(property => property.Name));
        Assert.Equal("access", manifest.GetProperty("right").GetString());
        Assert.Equal("""{"dataset":"billing","state":"failed","records":0}""", Compact(manifest.GetProperty("systems").EnumerateArray().Last()));
        Assert.Equal("""{"dataset":"billing","code":"system-failed"}""", Compact(manifest.GetProperty("gaps")[0]));
        Assert.Equal(_fixture.Request.Value, manifest.GetProperty("requestId").GetString());
    }

    [Theory]
    [InlineData(SystemState.Failed)]
    [InlineData(SystemState.Skipped)]
    [InlineData(SystemState.Waiting)]
    [InlineData(SystemState.Running)]
    public async Task A_bundle_without_a_system_is_never_called_complete(SystemState state)
    {
        await _fixture.StageAsync("portal", "person", ["id"], [Row(("id", 1))]);
        var contents = _fixture.Contents(new BundleSystem("portal", "Portal", SystemState.Done, 1), new BundleSystem("crm", "CRM", state, 0));
        await _fixture.Keys.CreateAsync(_fixture.Request, default);
        Assert.False((await _fixture.WriteAsync(contents)).Complete);
        var zip = await _fixture.ReadAsync();
        Assert.False(JsonElement.Parse(Bytes(zip, "manifest.json")).GetProperty("complete").GetBoolean());
        Assert.Contains("This copy is not complete", Text(zip, "index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("This copy is complete", Text(zip, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_with_a_gap_is_never_called_complete_and_withheld_items_are_no_gap()
    {
        var contents = await SampleBundle.StageAsync(_fixture);
        Assert.True((await _fixture.WriteAsync(contents)).Complete);
        var capped = contents with { Gaps = [new RequestGap("ticketing", "ticket", "row-cap", 5)] };
        Assert.False((await _fixture.WriteAsync(capped)).Complete);
    }

    [Fact]
    public async Task The_result_says_the_size_and_digest_of_the_whole_file()
    {
        var result = await _fixture.WriteAsync(await SampleBundle.StageAsync(_fixture));
        var zip = await _fixture.ReadAsync();
        Assert.Equal(zip.Length, result.SizeBytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(zip)), result.Sha256);
        Assert.Equal((279L, 17), (result.Records, result.Entries));
    }

    [Fact]
    public async Task References_to_files_lead_to_them_and_data_that_looks_like_one_stays_data()
    {
        await _fixture.StageAsync(
            "t", "upload", ["content", "fake"],
            [Row(("content", new byte[] { 1, 2, 3 }), ("fake", new Dictionary<string, string> { ["$file"] = "../../etc/passwd" }))]);
        var zip = await _fixture.MakeAsync();
        var row = JsonElement.Parse(Bytes(zip, "data/t/upload.json"))[0];
        Assert.Equal("files/t/upload/1.bin", row.GetProperty("content").GetProperty("$file").GetString());
        Assert.Equal("../../etc/passwd", row.GetProperty("fake").GetProperty("$file").GetString());
        Assert.Equal([1, 2, 3], Bytes(zip, "files/t/upload/1.bin"));
        Assert.Contains("href=\"files/t/upload/1.bin\"", Text(zip, "index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"../", Text(zip, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_become_safe_entries_that_never_clash()
    {
        string[] names = ["Order Details", "order details", "../../etc/passwd", "CON", "con.x", "a\u202Etxt", "..", "", new string('n', 400), "Straße", "a:b", "a\\b", "a<b"];
        foreach (var name in names) await _fixture.StageAsync("data<set>", name, ["id"], [Row(("id", 1))]);
        var entries = Names(await _fixture.MakeAsync());
        Assert.Equal(entries.Count, entries.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal((names.Length * 2) + 5, entries.Count);
        Assert.All(entries, entry => Assert.Matches(@"^[A-Za-z0-9_./-]{1,255}$", entry));
        Assert.All(entries, entry => Assert.DoesNotContain(entry.Split('/'), segment => segment.StartsWith('.') || segment.EndsWith('.')));
        Assert.Contains("data/data_set_/Order_Details.json", entries);
        Assert.Contains("data/data_set_/order_details-2.json", entries);
        Assert.Contains("data/data_set_/_CON.json", entries);
    }

    [Fact]
    public async Task A_request_without_any_data_still_gets_a_bundle_that_says_so()
    {
        var zip = await _fixture.MakeAsync();
        Assert.Equal(["index.html", "about/processing.json", "about/withheld.json", "manifest.json", "manifest.sig"], Names(zip));
        Assert.Contains("We found no data about you", Text(zip, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_fails_midway_is_not_there()
    {
        await _fixture.StageAsync("t", "rows", ["announced"], [Row(("unannounced", 1))]);
        await Assert.ThrowsAsync<InvalidDataException>(() => _fixture.WriteAsync(_fixture.Contents()));
        Assert.DoesNotContain(_fixture.Blobs.All.Keys, name => name.StartsWith("bundles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_its_key_destroyed_no_bundle_is_made()
    {
        var contents = await SampleBundle.StageAsync(_fixture);
        await _fixture.Keys.DestroyAsync(_fixture.Request, KeyPurpose.Payload, default);
        var fault = await Assert.ThrowsAsync<ActivityFault>(() => _fixture.WriteAsync(contents));
        Assert.Equal(FaultCode.KeyDestroyed, fault.Code);
    }

    [Fact]
    public async Task Keys_rotated_while_signing_do_not_part_manifest_and_signature()
    {
        var contents = await SampleBundle.StageAsync(_fixture);
        var before = await _fixture.MakeAsync(contents);
        await _fixture.Signing.RotateAsync(default);
        var after = await _fixture.MakeAsync(contents);
        var keys = (await _fixture.Signing.ListAsync(default)).ToDictionary(key => key.KeyId);
        foreach (var zip in new[] { before, after })
        {
            var key = keys[JsonElement.Parse(Bytes(zip, "manifest.json")).GetProperty("keyId").GetString()!];
            Assert.True(key.Verify(Bytes(zip, "manifest.json"), Convert.FromBase64String(Text(zip, "manifest.sig"))));
        }
    }

    [Theory]
    [InlineData("unzip", "-tqq", "{zip}")]
    [InlineData("python3", "-c", ReadEverything, "{zip}")]
    public async Task Other_tools_read_the_file_and_every_table_in_it(string tool, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var zip = folder.File("bundle.zip");
        await File.WriteAllBytesAsync(zip, await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture)));
        var start = new ProcessStartInfo(tool, arguments.Select(argument => argument.Replace("{zip}", zip, StringComparison.Ordinal)))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", errors);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Every_entry_has_the_same_fixed_time()
    {
        var zip = await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        using var archive = new ZipArchive(new MemoryStream(zip));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
