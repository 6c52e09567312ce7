using System.Diagnostics;
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
        using var gate = new StepGate();
        await using var engine = await MeasuredEngine.StartAsync(context.Directory, Functions(gate), cancellation);
        using var raw = new RawCommits(context.Directory);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Steps", cancellation);
        await gate.EnteredAsync(cancellation);

        List<double> steps = [], commits = [], handWritten = [];
        var before = engine.Counts.Commits;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < context.Duration)
        {
            commits.Add(raw.Commit().TotalMicroseconds);
            var started = Stopwatch.GetTimestamp();
            gate.Release();
            await gate.EnteredAsync(cancellation);
            steps.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            handWritten.Add(raw.HandWrittenStep().TotalMicroseconds);
        }

        var engineCommits = engine.Counts.Commits - before;
        gate.End();
        gate.Release();
        var (step, commit) = (Statistics.Median(steps), Statistics.Median(commits));
        return new Round
        {
            Ratio = commit / step,
            Peer = commit,
            PeerSpread = Statistics.Spread(commits),
            Figures = new Dictionary<string, double>
            {
                ["step µs"] = step,
                ["raw commit µs"] = commit,
                ["hand-written ratio"] = commit / Statistics.Median(handWritten),
                ["steps"] = steps.Count,
                ["commits per step"] = (double)engineCommits / steps.Count,
            },
        };
    }

    private static DurableRegistry Functions(StepGate gate) => new DurableRegistry()
        .AddActivity("Step", async (_, _) => await gate.PassAsync())
        .AddOrchestrator("Steps", async context =>
        {
            while (await context.CallActivityAsync<bool>("Step", "input of a usual size, say forty bytes"))
            {
            }

            return null;
        });

    /// <summary>Lets one activity through at a time.</summary>
    private sealed class StepGate : IDisposable
    {
        private readonly SemaphoreSlim _entered = new(0);
        private readonly SemaphoreSlim _released = new(0);
        private volatile bool _ended;

        public Task EnteredAsync(CancellationToken cancellation) => _entered.WaitAsync(cancellation);

        public void Release() => _released.Release();

        public void End() => _ended = true;

        public void Dispose()
        {
            _entered.Dispose();
            _released.Dispose();
        }

        public async Task<object?> PassAsync()
        {
            _entered.Release();
            await _released.WaitAsync();
            return !_ended;
        }
    }
}
