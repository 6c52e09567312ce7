using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PrivacyFunctions.EndToEnd.Commands;

namespace PrivacyFunctions.EndToEnd.Demo;

public sealed partial class ReadmeTests : IDisposable
{
    private const string TestCommand = "bash tests/run.sh";
    private static readonly string Root = FindRoot();
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_names_one_command_to_test_everything()
    {
        Assert.Contains(Blocks(), block => block.Trim() == TestCommand);
        Assert.True(File.Exists(Path.Combine(Root, "tests", "run.sh")));
    }

    [Fact]
    public async Task Every_command_in_it_works_as_it_stands_there()
    {
        var port = FreePort();
        var commands = string.Join('\n', Blocks().Where(block => block.Trim() != TestCommand));
        var script = Preamble(port) + Adapt(commands, port);
        await File.WriteAllTextAsync(_folder.File("readme.sh"), script);
        using var bash = Process.Start(new ProcessStartInfo("bash", ["readme.sh"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();

        Assert.True(bash.ExitCode == 0, await output + await error);
        Assert.Contains("practice/bundle.zip", await output);
        Assert.Contains("privacy.request.completed.v1", await output);
        Assert.Matches("practice/receipt.json is valid: .* 11 rows deleted or masked, complete", await output);
    }

    [Fact]
    public void Every_number_in_it_is_the_one_that_was_measured()
    {
        var figures = Figure().Matches(Readme);

        Assert.True(figures.Count > 10);
        Assert.All(figures, figure => Assert.Contains($"\n**{figure.Groups[2].Value}** (range", File.ReadAllText(Path.Combine(Root, figure.Groups[1].Value)), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_it_points_to_is_there()
    {
        var links = Link().Matches(Readme).Select(match => match.Groups[1].Value).Where(link => !link.StartsWith("http", StringComparison.Ordinal));

        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Root, link)), $"{link} is not there"));
    }

    // What a person does by waiting and by opening a second terminal.
    private static string Preamble(int port) => $$"""
        set -euo pipefail
        tool() { '{{PrivacyTool.Executable}}' "$@"; }
        until_true() { for _ in $(seq 1 1200); do if "$@"; then return 0; fi; sleep 0.1; done; echo "waited in vain for: $*" >&2; return 1; }
        serving() { curl -sf http://127.0.0.1:{{port}}/api/health >/dev/null 2>&1; }
        mailed() { [ "$(ls practice/data/outbox/*code-*.eml 2>/dev/null | wc -l)" -gt "$codes" ]; }
        wait_for_code() { until_true mailed; codes=$((codes + 1)); }
        is() { curl -s $api/requests/$id -H "Authorization: Bearer $token" | grep -q "\"status\":\"$1\""; }
        codes=0
        trap 'kill $(jobs -p) 2>/dev/null || true' EXIT

        """;

    private static string Adapt(string commands, int port) => ServeLine().Replace(commands, $"$0 --urls http://127.0.0.1:{port} >serve.log 2>&1 &\nuntil_true serving")
        .Replace("dotnet run --project src/PrivacyFunctions.Local --", "tool", StringComparison.Ordinal)
        .Replace("127.0.0.1:7071", $"127.0.0.1:{port}", StringComparison.Ordinal)
        .Replace("\nsleep 2\n", "\nwait_for_code\n", StringComparison.Ordinal)
        .Replace("\nsleep 3\n", "\nuntil_true is awaiting-review\n", StringComparison.Ordinal)
        .Replace("\nsleep 5\n", "\nuntil_true is completed\n", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks() => BashBlock().Matches(Readme).Select(match => match.Groups[1].Value);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PrivacyFunctions.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\((tests/PrivacyFunctions\.Benchmarks/results/[^)]+)\) \|.*\*\*([\d.]+)\*\*")]
    private static partial Regex Figure();

    [GeneratedRegex("""^```bash\n(.*?)^```$""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BashBlock();

    [GeneratedRegex("^Privacy__StaffToken=.* privacy serve .*$", RegexOptions.Multiline)]
    private static partial Regex ServeLine();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
