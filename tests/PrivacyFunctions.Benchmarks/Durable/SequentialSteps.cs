using Microsoft.DurableTask;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Local.Durable;

namespace PrivacyFunctions.Benchmarks.Durable;

/// <summary>
/// P1. One orchestration calls one activity after the other. A step lasts from the moment an activity returns until the next one
/// begins: the result is durable, the orchestrator has run, the next call is durable. Steps alternate with raw commits one by one.
/// </summary>
internal sealed class SequentialSteps : IMeasure
{
    public string Id => "P1";

    public string Title => "sequential durable steps per second, divided by raw one-row SQLite commits per second (both FULL)";

    public Target Target { get; } = new(0.40, 0.70);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        using var raw = new RawCommits(context.Directory);
        MeasuredEngine? measured = null;
        var steps = new MeasuredSteps(context, raw, () => measured!.Counts);
        await using var engine = measured = await MeasuredEngine.StartAsync(context.Directory, Functions(steps), cancellation);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Steps", cancellation);
        await engine.Client.WaitForInstanceCompletionAsync(id, cancellation);
        var (step, commit) = (Statistics.Median(steps.Steps), Statistics.Median(steps.Commits));
        return new Round
        {
            Ratio = commit / step,
            Peer = commit,
            PeerSpread = Statistics.Spread(steps.Commits),
            Figures = new Dictionary<string, double>
            {
                ["step µs"] = step,
                ["raw commit µs"] = commit,
                ["hand-written ratio"] = commit / Statistics.Median(steps.HandWritten),
                ["steps"] = steps.Steps.Count,
                ["commits per step"] = steps.CommitsPerStep,
                ["step µs while the log grows"] = Statistics.Median(steps.FirstSteps),
            },
        };
    }

    private static DurableRegistry Functions(MeasuredSteps steps) => new DurableRegistry()
        .AddActivity("Step", (_, _) => Task.FromResult<object?>(steps.Next()))
        .AddOrchestrator("Steps", async context =>
        {
            while (await context.CallActivityAsync<bool>("Step", "input of a usual size, say forty bytes"))
            {
            }

            return null;
        });
}
