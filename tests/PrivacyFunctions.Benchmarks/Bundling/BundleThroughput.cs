using System.Diagnostics;
using System.IO.Compression;
using PrivacyFunctions.Benchmarks.Measuring;

namespace PrivacyFunctions.Benchmarks.Bundling;

/// <summary>
/// P7. A whole bundle from staged rows (unsealing, JSON and CSV, deflate, SHA-256 per entry and of the whole, seal) against raw deflate of
/// the same bytes at the same level, both in this process, in turn, on one core.
/// </summary>
internal sealed class BundleThroughput : IMeasure
{
    private const long Rows = 400_000;

    public string Id => "P7";

    public string Title => "bundle bytes per second (ZIP, SHA-256, seal, from sealed rows) divided by raw deflate of the same bytes, both at Optimal on one core";

    public Target Target { get; } = new(0.8, 0.95);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        OneCore.Keep();
        await using var bench = await BundleBench.OpenAsync(context.Directory, cancellation);
        await bench.StageAsync(Rows, cancellation);
        var result = await bench.WriteAsync(cancellation);
        var entries = await ReadEntriesAsync(bench, cancellation);
        var bytes = entries.Sum(entry => (long)entry.Length);
        List<double> ours = [], theirs = [], ourCpu = [], theirCpu = [];
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < context.Duration || ours.Count < 3)
        {
            var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await bench.WriteAsync(cancellation);
            ours.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            ourCpu.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
            (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Deflate(entries);
            theirs.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            theirCpu.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        }

        var (mine, raw) = (Statistics.Median(ours), Statistics.Median(theirs));
        return new Round
        {
            Ratio = raw / mine,
            Peer = raw,
            Figures = new Dictionary<string, double>
            {
                ["bundle MiB/s"] = bytes / mine / (1 << 20),
                ["raw deflate MiB/s"] = bytes / raw / (1 << 20),
                ["ratio of processor time"] = Statistics.Median(theirCpu) / Statistics.Median(ourCpu),
                ["MiB"] = bytes / (double)(1 << 20),
                ["bundle size / raw deflate size"] = result.SizeBytes / (double)Deflate(entries),
            },
        };
    }

    private static long Deflate(List<byte[]> entries)
    {
        var written = new CountedNull();
        foreach (var entry in entries)
        {
            using var deflate = new DeflateStream(written, CompressionLevel.Optimal, leaveOpen: true);
            for (var at = 0; at < entry.Length; at += 64 * 1024) deflate.Write(entry, at, Math.Min(64 * 1024, entry.Length - at));
        }

        return written.Position;
    }

    private static async Task<List<byte[]>> ReadEntriesAsync(BundleBench bench, CancellationToken cancellation)
    {
        await using var bundle = await bench.ReadAsync(cancellation);
        using var zip = new ZipArchive(bundle);
        var entries = new List<byte[]>();
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var stream = await entry.OpenAsync(cancellation);
            await stream.CopyToAsync(content, cancellation);
            entries.Add(content.ToArray());
        }

        return entries;
    }

    private sealed class CountedNull : MemoryStream
    {
        private long _position;

        public override long Position
        {
            get => _position;
            set => _position = value;
        }

        public override void Write(byte[] buffer, int offset, int count) => _position += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _position += buffer.Length;
    }
}
