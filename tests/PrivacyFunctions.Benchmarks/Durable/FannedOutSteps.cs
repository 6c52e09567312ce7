using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Local.Durable;

namespace PrivacyFunctions.Benchmarks.Durable;

/// <summary>
/// P2. Waves of 64 orchestrations that each fan out to 32 activities, from scheduling the first to the end of the last; raw commits
/// between the waves for as long as a wave takes.
/// </summary>
internal sealed class FannedOutSteps : IMeasure
{
    private const int Orchestrations = 64;
    private const int FanOut = 32;
    private const int Steps = Orchestrations * FanOut;

    public string Id => "P2";

    public string Title =>
        "durable steps per second of 64 orchestrations that fan out to 32 activities, divided by raw one-row SQLite commits per second (both FULL)";

    public Target Target { get; } = new(1.5, 3.0);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var engine = await MeasuredEngine.StartAsync(context.Directory, Functions(), cancellation);
        using var raw = new RawCommits(context.Directory);
        List<double> waves = [], commits = [];
        var before = engine.Counts.Commits;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < context.Duration || waves.Count < 5)
        {
            var wave = await WaveAsync(engine.Client, cancellation);
            waves.Add(wave.TotalMicroseconds);
            var between = Stopwatch.GetTimestamp();
            do commits.Add(raw.Commit().TotalMicroseconds);
            while (Stopwatch.GetElapsedTime(between) < wave);
        }

        var (perStep, commit) = (Statistics.Median(waves) / Steps, Statistics.Median(commits));
        return new Round
        {
            Ratio = commit / perStep,
            Peer = commit,
            PeerSpread = Statistics.Spread(commits),
            Figures = new Dictionary<string, double>
            {
                ["step µs"] = perStep,
                ["raw commit µs"] = commit,
                ["steps"] = waves.Count * Steps,
                ["commits per step"] = (double)(engine.Counts.Commits - before) / (waves.Count * Steps),
            },
        };
    }

    private static async Task<TimeSpan> WaveAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Orchestrations).Select(async _ =>
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("FanOut", cancellation);
            await client.WaitForInstanceCompletionAsync(id, cancellation);
        }));
        return Stopwatch.GetElapsedTime(started);
    }

    private static DurableRegistry Functions() => new DurableRegistry()
        .AddActivity("Step", (_, _) => Task.FromResult<object?>(true))
        .AddOrchestrator("FanOut", async context =>
        {
            await Task.WhenAll(Enumerable.Range(0, FanOut).Select(i => context.CallActivityAsync<bool>("Step", i)));
            return true;
        });
}
