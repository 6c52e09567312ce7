using System.Globalization;
using System.Runtime.InteropServices;

namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static IEnumerable<string> Describe() =>
    [
        $"Processor: {Processor()}, {Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)} cores",
        $"Memory: {(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30).ToString(CultureInfo.InvariantCulture)} GiB",
        $"System: {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})",
        $"Runtime: {RuntimeInformation.FrameworkDescription}",
        $"Disk: {Disk()}; other work runs on the same machine, so only ratios within one round count",
        $"Date: {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
    ];

    private static string Processor() =>
        Read("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Disk() => new DriveInfo(Path.GetTempPath()).DriveFormat;

    private static IEnumerable<string> Read(string path) => File.Exists(path) ? File.ReadLines(path) : [];
}
