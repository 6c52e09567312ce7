using System.Diagnostics;

namespace PrivacyFunctions.Tests.Azure;

public sealed class SliceEntryPointTests
{
    [Fact]
    public async Task Without_the_real_packages_it_refuses_to_run_and_says_in_one_sentence_how_to_publish()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "PrivacyFunctions.Azure.dll");
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardError = true, RedirectStandardOutput = true };

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Empty(await output);
        Assert.Contains("dotnet publish src/PrivacyFunctions.Azure -p:AzurePackages=nuget", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
