using Microsoft.DurableTask;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>
/// Runs a plan's units: each starts when the units whose keys it needs are settled, independent ones run at once. A failed unit
/// stops nobody: what needs its keys runs with the keys there are, and is run again when the failed one succeeds later.
/// </summary>
internal sealed class FanOut(
    TaskOrchestrationContext context, RequestWork work, PlannedRequest plan, string phase = SystemPhase.Collect, IReadOnlyList<string>? without = null)
    : SystemsWork(context)
{
    private readonly IReadOnlyList<PlannedUnit> _units = [.. plan.Units.Where(unit => without is null || !without.Contains(unit.Dataset))];
    private readonly List<UnitCollected> _collected = [];
    private readonly List<PlannedUnit> _failed = [];
    private readonly List<string> _skipped = [.. without ?? []];

    /// <summary>Datasets with a unit that failed for good, in plan order.</summary>
    public override IReadOnlyList<string> FailedDatasets => [.. _units.Where(_failed.Contains).Select(unit => unit.Dataset).Distinct(StringComparer.Ordinal)];

    /// <summary>Datasets that were not searched, or not whole: skipped or failed.</summary>
    public IReadOnlyList<string> LeftOut => [.. FailedDatasets.Union(_skipped, StringComparer.Ordinal)];

    /// <summary>Datasets without which the answer goes because staff said so, in this search or an earlier one.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Runs every unit once, with retries.</summary>
    public Task RunAsync() => RunAsync(_units);

    /// <summary>Runs the failed units of these datasets again, and everything that needs their keys.</summary>
    public override Task RetryAsync(IReadOnlyCollection<string> datasets)
    {
        var again = new List<PlannedUnit>();
        foreach (var unit in _units)
        {
            var failedBefore = _failed.Contains(unit) && datasets.Contains(unit.Dataset);
            if (failedBefore || unit.Needs.Any(need => again.Exists(other => other.Id == need)))
            {
                again.Add(unit);
            }
        }

        _failed.RemoveAll(again.Contains);
        _collected.RemoveAll(result => again.Exists(unit => unit.Id == result.UnitId));
        return RunAsync(again);
    }

    /// <summary>Stops asking these datasets; the answer goes without them.</summary>
    public override void Skip(IReadOnlyCollection<string> datasets)
    {
        _skipped.AddRange(_failed.Select(unit => unit.Dataset).Where(datasets.Contains).Distinct(StringComparer.Ordinal));
        _failed.RemoveAll(unit => datasets.Contains(unit.Dataset));
    }

    private async Task RunAsync(IReadOnlyList<PlannedUnit> units)
    {
        var waiting = units.ToList();
        var running = new List<(PlannedUnit Unit, Task<UnitCollected?> Task)>();
        while (waiting.Count + running.Count > 0)
        {
            foreach (var unit in waiting.Where(unit => IsReady(unit, waiting, running)).ToList())
            {
                waiting.Remove(unit);
                running.Add((unit, CollectAsync(unit)));
            }

            if (running.Count == 0) throw new InvalidOperationException("The units of the plan wait for each other.");
            await Task.WhenAny(running.Select(entry => entry.Task));
            foreach (var (unit, task) in running.Where(entry => entry.Task.IsCompleted).ToList())
            {
                running.Remove((unit, task));
                Settle(unit, await task);
            }

            Report(units.Count, waiting.Count + running.Count);
        }
    }

    private static bool IsReady(PlannedUnit unit, List<PlannedUnit> waiting, List<(PlannedUnit Unit, Task<UnitCollected?>)> running) =>
        !unit.Needs.Any(need => waiting.Exists(other => other.Id == need) || running.Exists(entry => entry.Unit.Id == need));

    private async Task<UnitCollected?> CollectAsync(PlannedUnit unit)
    {
        string[] confirmed = [.. _collected.SelectMany(result => result.ConfirmedIdentities).Distinct(StringComparer.Ordinal)];
        var input = new CollectUnitInput(work.RequestId, work.Round, unit.Id, confirmed, phase, plan.Resumed);
        try
        {
            return await Context.CallActivityAsync<UnitCollected>(CollectUnit.Name, input, Retries.Following(plan.Retry));
        }
        catch (TaskFailedException failure)
        {
            var report = new SystemFailed(work.RequestId, work.Round, unit.Dataset, failure.FailureDetails.ErrorMessage);
            await Context.CallActivityAsync(ReportSystemFailed.Name, report, Retries.Own);
            return null;
        }
    }

    private void Settle(PlannedUnit unit, UnitCollected? result)
    {
        if (result is null)
        {
            _failed.Add(unit);
        }
        else
        {
            _collected.Add(result);
        }
    }

    private void Report(int all, int open) => Context.SetCustomStatus(new FanOutStatus("collecting", all - open, all));
}
