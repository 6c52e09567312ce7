using Microsoft.Playwright;

namespace PrivacyFunctions.EndToEnd.Browser;

/// <summary>The Chromium of this machine, without a window: started on first use, it ends with this process.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly Lazy<Task<IBrowser>> Instance = new(StartAsync);

    public static Task<IBrowser> SharedAsync() => Instance.Value;

    private static async Task<IBrowser> StartAsync()
    {
        var program = Places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium found. 'bash tests/install.sh' installs it from Debian's packages.");
        var playwright = await Playwright.CreateAsync();
        // Its sandbox refuses to run as root.
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, ChromiumSandbox = Environment.UserName != "root" });
    }
}
