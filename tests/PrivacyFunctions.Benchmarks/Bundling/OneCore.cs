using System.Diagnostics;

namespace PrivacyFunctions.Benchmarks.Bundling;

/// <summary>Keeps this process on one core, so that neither side gains from a second one.</summary>
internal static class OneCore
{
    public static void Keep()
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1;
    }
}
