using System.Diagnostics;
using System.Globalization;
using PrivacyFunctions.Benchmarks.Measuring;

namespace PrivacyFunctions.Benchmarks.Bundling;

/// <summary>
/// P11. Peak memory of a process that stages and bundles 10 million rows (some 2 GiB of JSON and 1.4 GiB of CSV), minus that of one that does so with a
/// twentieth of them. Each runs in a process of its own.
/// </summary>
internal sealed class BundleMemory : IMeasure
{
    public const string ChildVerb = "bundle-memory-child";

    private const long Many = 10_000_000;
    private const long Few = Many / 20;

    public string Id => "P11";

    public string Title => "peak resident memory in MiB of bundling 10 million rows (2 GiB) minus that of bundling a twentieth (100 MiB)";

    public Target Target { get; } = new(128, 24, LessIsBetter: true);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        var few = await RunAsync(Few, cancellation);
        var many = await RunAsync(Many, cancellation);
        return new Round
        {
            Ratio = many.PeakMiB - few.PeakMiB,
            Peer = few.PeakMiB,
            Figures = new Dictionary<string, double>
            {
                ["peak MiB, many rows"] = many.PeakMiB,
                ["peak MiB, few rows"] = few.PeakMiB,
                ["rows"] = Many,
                ["JSON MiB"] = many.JsonMiB,
                ["ZIP MiB"] = many.ZipMiB,
                ["allocated bytes per JSON byte"] = many.AllocatedPerByte,
                ["seconds"] = many.Seconds,
            },
        };
    }

    /// <summary>What the child process does: stage, bundle, print what it took.</summary>
    public static async Task<int> ChildAsync(string rows, CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("privacy-benchmark-");
        try
        {
            var began = Stopwatch.GetTimestamp();
            await using var bench = await BundleBench.OpenAsync(directory.FullName, cancellation);
            var staged = await bench.StageAsync(long.Parse(rows, CultureInfo.InvariantCulture), cancellation);
            var result = await bench.WriteAsync(cancellation);
            using var process = Process.GetCurrentProcess();
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{process.PeakWorkingSet64} {staged.Bytes} {result.SizeBytes} {GC.GetTotalAllocatedBytes()} {Stopwatch.GetElapsedTime(began).TotalSeconds}"));
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<Taken> RunAsync(long rows, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add(ChildVerb);
        start.ArgumentList.Add(rows.ToString(CultureInfo.InvariantCulture));
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        var numbers = output.Trim().Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return new Taken(MiB(numbers[0]), MiB(numbers[1]), MiB(numbers[2]), numbers[3] / numbers[1], numbers[4]);
    }

    private static double MiB(double bytes) => bytes / (1 << 20);

    private sealed record Taken(double PeakMiB, double JsonMiB, double ZipMiB, double AllocatedPerByte, double Seconds);
}
