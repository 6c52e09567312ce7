using System.Diagnostics;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Bundling;

namespace PrivacyFunctions.Benchmarks.Bundling;

/// <summary>
/// A bundle with a file of 5 GiB, which needs zip64, is whole to our verifier, to unzip and to Python: the share of them that accept it.
/// </summary>
internal sealed class LargeBundle : IMeasure
{
    private const long Bytes = 5L << 30;

    public string Id => "ZIP64";

    public string Title => "share of readers (our verifier, unzip, Python) that accept a bundle with a file of 5 GiB";

    public Target Target { get; } = new(1, 1);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var bench = await BundleBench.OpenAsync(context.Directory, cancellation);
        await bench.StageFileAsync(Bytes, cancellation);
        var result = await bench.WriteAsync(cancellation);
        var path = Path.Combine(context.Directory, "bundle.zip");
        await using (var file = File.Create(path))
        {
            await using var bundle = await bench.ReadAsync(cancellation);
            await bundle.CopyToAsync(file, cancellation);
        }

        bool[] accepted =
        [
            await bench.VerifyAsync(cancellation) is BundleVerdict.Valid,
            await AcceptsAsync("unzip", ["-tqq", path], cancellation),
            await AcceptsAsync("python3", ["-m", "zipfile", "-t", path], cancellation),
        ];
        return new Round
        {
            Ratio = accepted.Count(yes => yes) / (double)accepted.Length,
            Peer = 1,
            Figures = new Dictionary<string, double> { ["ZIP MiB"] = result.SizeBytes / (double)(1 << 20), ["file MiB"] = Bytes >> 20 },
        };
    }

    private static async Task<bool> AcceptsAsync(string tool, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0;
    }
}
