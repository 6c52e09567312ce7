using System.Text.Json;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Audit;

namespace PrivacyFunctions.Tests.Local.Commands;

/// <summary><c>privacy audit verify</c> over the folder of a real server.</summary>
public sealed class AuditVerifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    private string VKey => File.ReadAllText(Path.Combine(Data, "audit", "log.vkey")).Trim();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_folder_of_a_server_verifies_while_it_runs_and_after_it_stopped()
    {
        await using (var server = await StartAsync())
        {
            var running = await VerifyAsync();
            Assert.Equal((0, ""), (running.ExitCode, running.Error));
        }

        var stopped = await VerifyAsync();
        Assert.Equal((0, ""), (stopped.ExitCode, stopped.Error));
        Assert.Contains("2 entries", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("every one of them signed", stopped.Output, StringComparison.Ordinal);
        Assert.Contains(VKey, stopped.Output, StringComparison.Ordinal);
        Assert.Contains("--key", stopped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copied_folder_verifies_without_its_keys_and_stays_as_it_was()
    {
        await using (await StartAsync())
        {
            // Starts and stops.
        }

        var copy = _folder.File("copy");
        Directory.CreateDirectory(Path.Combine(copy, "audit"));
        foreach (var file in new[] { "privacy.db", "audit/log.vkey", "audit/checkpoints" }) File.Copy(Path.Combine(Data, file), Path.Combine(copy, file));
        var before = await File.ReadAllBytesAsync(Path.Combine(copy, "privacy.db"));

        var run = await CommandLine.RunAsync("audit", "verify", "--data", copy, "--key", VKey, "--copy", Path.Combine(Data, "audit"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("the key that you gave", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(copy, "privacy.db")));
    }

    [Fact]
    public async Task The_first_bad_entry_is_named_in_words_and_in_json()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var server = await StartAsync();
        }

        await EditAsync("UPDATE audit_entries SET content = CAST(replace(content, 'system', 'nobody') AS BLOB) WHERE leaf IN (3, 5)");
        var run = await VerifyAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Entry 3 is not the one that was logged", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("Entry 3 is not the one that was logged.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is missing", run.Output, StringComparison.Ordinal);

        var json = JsonSerializer.Deserialize<JsonElement>((await VerifyAsync("--json")).Output);
        Assert.False(json.GetProperty("valid").GetBoolean());
        Assert.Equal(3, json.GetProperty("firstBadEntry").GetInt64());
        Assert.Equal("entry-changed", json.GetProperty("flaws")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task What_fits_is_told_in_json_too()
    {
        await using (await StartAsync())
        {
            // Starts and stops.
        }

        var json = JsonSerializer.Deserialize<JsonElement>((await VerifyAsync("--json")).Output);
        Assert.True(json.GetProperty("valid").GetBoolean());
        Assert.Equal((2, 2), (json.GetProperty("entries").GetInt64(), json.GetProperty("signed").GetInt64()));
        Assert.Equal(VKey, json.GetProperty("key").GetString());
        Assert.Empty(json.GetProperty("flaws").EnumerateArray());
        Assert.False(json.TryGetProperty("firstBadEntry", out _));
    }

    [Fact]
    public async Task A_log_signed_with_another_key_than_the_one_kept_is_not_believed()
    {
        await using (await StartAsync())
        {
            // Starts and stops.
        }

        var kept = _folder.File("kept.vkey");
        await File.WriteAllTextAsync(kept, new TestAuditKey().Public + "\n");
        var run = await VerifyAsync("--key", kept);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not one that the trusted key signed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_reported_in_one_sentence()
    {
        await using (await StartAsync())
        {
            // Starts and stops.
        }

        await File.WriteAllBytesAsync(Path.Combine(Data, "privacy.db"), new byte[8192]);
        var run = await VerifyAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("unforeseen", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Without_data_or_without_a_key_it_says_what_to_give()
    {
        var nothing = await VerifyAsync();
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("privacy serve --data", nothing.Error, StringComparison.Ordinal);

        await using (await StartAsync())
        {
            // Starts and stops.
        }

        Assert.Contains("--key", (await VerifyAsync("--key", "nonsense")).Error, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(Data, "audit"), recursive: true);
        Assert.Contains("--key", (await VerifyAsync()).Error, StringComparison.Ordinal);
    }

    private Task<LocalServer> StartAsync()
    {
        var map = Directory.CreateDirectory(_folder.File("map")).FullName;
        File.WriteAllText(Path.Combine(map, "map.yml"), "dataset: []\n");
        return LocalServer.StartAsync(
            new ServeOptions { Data = Data, Map = map, Urls = "http://127.0.0.1:0", Output = TextWriter.Null, Error = TextWriter.Null, Log = false }, CancellationToken.None);
    }

    private Task<CommandLine> VerifyAsync(params string[] more) => CommandLine.RunAsync(["audit", "verify", "--data", Data, .. more]);

    private async Task EditAsync(string sql)
    {
        await using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(Data, "privacy.db") });
        await database.WriteAsync(session => session.Execute(sql), default);
    }
}
