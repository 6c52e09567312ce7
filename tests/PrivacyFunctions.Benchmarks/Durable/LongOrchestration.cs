using System.Diagnostics;
using Microsoft.DurableTask;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Local.Durable;

namespace PrivacyFunctions.Benchmarks.Durable;

/// <summary>P3. One orchestration of 10,000 sequential steps, between two series of ones with 1,000: no cost may grow with history.</summary>
internal sealed class LongOrchestration : IMeasure
{
    private const int Short = 1_000;
    private const int Long = 10_000;

    public string Id => "P3";

    public string Title => "time of an orchestration of 10,000 sequential steps, divided by that of one with 1,000";

    public Target Target { get; } = new(15, 11, LessIsBetter: true);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var engine = await MeasuredEngine.StartAsync(context.Directory, Functions(), cancellation);
        List<double> shorts = [];
        for (var i = 0; i < 3; i++) shorts.Add(await RunAsync(engine, Short, cancellation));
        var length = await RunAsync(engine, Long, cancellation);
        for (var i = 0; i < 3; i++) shorts.Add(await RunAsync(engine, Short, cancellation));
        var reference = Statistics.Median(shorts);
        return new Round
        {
            Ratio = length / reference,
            Peer = reference,
            Figures = new Dictionary<string, double>
            {
                ["10,000 steps ms"] = length,
                ["1,000 steps ms"] = reference,
                ["µs per step"] = length * 1000 / Long,
            },
        };
    }

    private static async Task<double> RunAsync(MeasuredEngine engine, int steps, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Long", steps, cancellation);
        await engine.Client.WaitForInstanceCompletionAsync(id, cancellation);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static DurableRegistry Functions() => new DurableRegistry()
        .AddActivity("Step", (_, _) => Task.FromResult<object?>(true))
        .AddOrchestrator("Long", async context =>
        {
            var steps = context.GetInput<int>();
            for (var i = 0; i < steps; i++) await context.CallActivityAsync<bool>("Step", i);
            return true;
        });
}
