using System.Diagnostics;
using System.Text.Json;
using PrivacyFunctions.EndToEnd.Commands;

namespace PrivacyFunctions.EndToEnd.Demo;

public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_tells_a_stranger_what_was_asked_and_what_came_of_it()
    {
        var run = await PrivacyTool.RunAsync(_folder.Path, Isolated(), "demo");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("Anna Keller", run.Output);
        Assert.Contains("GDPR", run.Output);
        Assert.Contains("recovered", run.Output);
        Assert.Contains("processor", run.Output);
        Assert.Contains("All of it held", run.Output);
        Assert.True(File.Exists(_folder.File("demo-output/access-bundle/index.html")));
        var verified = await PrivacyTool.RunAsync(_folder.Path, "bundle", "verify", "demo-output/access-bundle.zip");
        Assert.True(verified.ExitCode == 0, verified.Error);
        Assert.Contains("keys.json", verified.Output);
        var receipt = await PrivacyTool.RunAsync(_folder.Path, "bundle", "verify", "demo-output/deletion-receipt.json");
        Assert.True(receipt.ExitCode == 0, receipt.Error);
        AssertNothingLeftBehind();
    }

    [Fact]
    public async Task Its_report_is_one_JSON_document_and_systems_can_be_kept()
    {
        var run = await PrivacyTool.RunAsync(_folder.Path, Isolated(), "demo", "--json", "--out", "answer", "--keep", "kept");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        using var report = JsonDocument.Parse(run.Output);
        Assert.True(report.RootElement.GetProperty("held").GetBoolean());
        var request = report.RootElement.GetProperty("requests")[0];
        Assert.Equal("completed", request.GetProperty("status").GetString());
        Assert.Equal(8, request.GetProperty("systems").GetArrayLength());
        Assert.True(request.GetProperty("systems").EnumerateArray().Sum(system => system.GetProperty("records").GetInt64()) > 100);
        Assert.True(request.GetProperty("systems").EnumerateArray().Sum(system => system.GetProperty("files").GetInt32()) > 0);
        var deletion = report.RootElement.GetProperty("requests")[1];
        Assert.Equal("completed", deletion.GetProperty("status").GetString());
        Assert.True(deletion.GetProperty("systems").EnumerateArray().Sum(system => system.GetProperty("erased").GetProperty("deleted").GetInt64()) > 100);
        Assert.True(File.Exists(_folder.File("kept/map/portal.yml")));
        var check = await PrivacyTool.RunAsync(
            _folder.Path, new Dictionary<string, string> { ["OPENTECH_SYSTEMS"] = _folder.File("kept") }, "map", "check", "--map", "kept/map", "--strict");
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
        var again = await PrivacyTool.RunAsync(_folder.Path, "demo", "--keep", "kept");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("not empty", again.Error);
    }

    [Fact]
    public async Task Interrupted_it_removes_what_it_had_begun()
    {
        using var demo = PrivacyTool.Start(_folder.Path, Isolated(), "demo");
        await demo.StandardOutput.ReadLineAsync();

        // SIGINT takes the same way, but a process that a shell put in the background inherits that it is ignored.
        Process.Start("kill", ["-TERM", demo.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
        await demo.WaitForExitAsync();

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("interrupted", await demo.StandardError.ReadToEndAsync());
        AssertNothingLeftBehind();
    }

    // Temporary files go where the test can look at them, and what the machine is set up for is for another server.
    private Dictionary<string, string> Isolated() => new()
    {
        ["TMPDIR"] = Directory.CreateDirectory(_folder.File("temporary")).FullName,
        ["Privacy__Approval__Deletion__People"] = "2",
        ["Privacy__Limits__CodesPerHour"] = "1",
        ["Privacy__Keys__Directory"] = _folder.File("another-server"),
        ["Privacy__Ledger__Directory"] = _folder.File("another-server"),
        ["Privacy__Audit__CopyTo"] = Path.Combine(_folder.File("another-server"), "audit"),
    };

    private void AssertNothingLeftBehind()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("temporary"), "privacy-demo-*"));
        Assert.False(Directory.Exists(_folder.File("another-server")));
    }
}
