using System.Text.Json;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Commands;

public sealed class BundleVerifyTests : IDisposable
{
    private readonly SignedZip _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task A_good_bundle_is_valid_by_the_keys_beside_it_and_says_so()
    {
        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("keys.json", run.Output);
        Assert.Contains(_bundle.Key.KeyId, run.Output);
    }

    [Fact]
    public async Task A_changed_entry_is_named_and_exits_with_1()
    {
        _bundle.Write("[]"u8, "[1]"u8);

        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path, "--keys", _bundle.Keys);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("data/crm/person.json", Assert.Single(run.Error.Trim().Split('\n')));
        Assert.Contains("data/crm/person.json", run.Output);
        Assert.DoesNotContain(" is valid", run.Output);
    }

    [Fact]
    public async Task As_json_the_verdict_names_the_flaws()
    {
        _bundle.Write("[]"u8, "[1]"u8);

        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path, "--json");

        using var verdict = JsonDocument.Parse(run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.False(verdict.RootElement.GetProperty("valid").GetBoolean());
        var flaw = Assert.Single(verdict.RootElement.GetProperty("flaws").EnumerateArray());
        Assert.Equal("data/crm/person.json", flaw.GetProperty("entry").GetString());
        Assert.Equal("changed", flaw.GetProperty("kind").GetString());
        Assert.False(verdict.RootElement.TryGetProperty("requestId", out _));
    }

    [Fact]
    public async Task Without_any_key_nothing_is_believed()
    {
        File.Delete(_bundle.Keys);

        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--keys", run.Error);
    }

    [Fact]
    public async Task A_servers_keys_come_before_those_beside_the_bundle_even_when_they_do_not_fit()
    {
        var data = await ServerAsync();

        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path, "--data", data);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(data, run.Output);
        Assert.Contains("not among the trusted ones", run.Error);
        Assert.Contains("--keys", run.Error);
    }

    [Fact]
    public async Task Named_keys_come_before_a_servers()
    {
        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path, "--keys", _bundle.Keys, "--data", await ServerAsync());

        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\"}]}")]
    public async Task What_is_no_set_of_keys_is_refused(string keys)
    {
        File.WriteAllText(_bundle.Keys, keys);

        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path, "--keys", _bundle.Keys);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(_bundle.Keys, run.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 cut off")]
    public async Task What_is_no_bundle_is_no_crash(string content)
    {
        File.WriteAllText(_bundle.Path, content);

        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not valid", run.Error);
    }

    [Fact]
    public async Task Keys_that_cannot_be_fetched_are_an_answer_not_a_crash()
    {
        var run = await CommandLine.RunAsync("bundle", "verify", _bundle.Path, "--keys", "http://127.0.0.1:1/api/keys");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("http://127.0.0.1:1/api/keys", run.Error);
    }

    private async Task<string> ServerAsync()
    {
        var data = new DataDirectory(Path.Combine(_bundle.Folder, "server"));
        data.Create();
        await using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = data.Database });
        using var keys = await LocalKeys.OpenAsync(database, data.Keys, TimeProvider.System, CancellationToken.None);
        await keys.SigningKeys.RotateAsync(CancellationToken.None);
        return data.Root;
    }
}
