using Microsoft.DurableTask;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>
/// One activity over every collection that is erased: the collections of one system one after another in plan order, systems at once, unless the
/// data map wants one to go after another.
/// </summary>
internal sealed class ErasurePass(
    TaskOrchestrationContext context, RequestWork work, PlannedRequest plan, string activity, string phase, IReadOnlyList<string> leftOut)
    : SystemsWork(context)
{
    private readonly List<string> _failed = [];
    private readonly List<string> _skipped = [.. leftOut];
    private readonly List<PlannedErasure> _waiting = [.. plan.Erasures.Where(step => !leftOut.Contains(step.Dataset))];
    private readonly List<(PlannedErasure Step, Task<bool> Task)> _running = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FailedDatasets =>
        [.. plan.Erasures.Select(step => step.Dataset).Distinct(StringComparer.Ordinal).Where(_failed.Contains)];

    /// <summary>Datasets in which not everything was done.</summary>
    public IReadOnlyList<string> LeftOut => [.. _skipped.Union(_failed, StringComparer.Ordinal)];

    /// <summary>Runs what has not run yet, except in failed systems.</summary>
    public async Task RunAsync()
    {
        Report();
        while (true)
        {
            foreach (var step in _waiting.Where(IsReady).ToList())
            {
                _waiting.Remove(step);
                _running.Add((step, RunAsync(step)));
            }

            if (_running.Count == 0)
            {
                await GiveUpBlockedAsync();
                return;
            }

            await Task.WhenAny(_running.Select(entry => entry.Task));
            foreach (var entry in _running.Where(entry => entry.Task.IsCompleted).ToList())
            {
                _running.Remove(entry);
                if (!await entry.Task)
                {
                    _failed.Add(entry.Step.Dataset);
                    _waiting.Add(entry.Step);
                }
            }

            Report();
        }
    }

    /// <inheritdoc/>
    public override Task RetryAsync(IReadOnlyCollection<string> datasets)
    {
        _failed.RemoveAll(datasets.Contains);
        return RunAsync();
    }

    /// <inheritdoc/>
    public override void Skip(IReadOnlyCollection<string> datasets)
    {
        _skipped.AddRange(_failed.Where(datasets.Contains));
        _waiting.RemoveAll(step => datasets.Contains(step.Dataset) && _failed.Contains(step.Dataset));
        _failed.RemoveAll(datasets.Contains);
    }

    private bool IsReady(PlannedErasure step) =>
        !_failed.Contains(step.Dataset)
        && !_running.Exists(entry => entry.Step.Dataset == step.Dataset)
        && !IsOpen(step.After)
        && _waiting.Where(other => other.Dataset == step.Dataset).MinBy(Turn) == step;

    private int Turn(PlannedErasure step) => plan.Erasures.TakeWhile(other => other.StepId != step.StepId).Count();

    private bool IsOpen(IReadOnlyList<string> steps) =>
        steps.Any(id => _waiting.Exists(other => other.StepId == id) || _running.Exists(entry => entry.Step.StepId == id));

    /// <summary>What has to wait for a failed system has failed with it.</summary>
    private async Task GiveUpBlockedAsync()
    {
        foreach (var dataset in _waiting.Select(step => step.Dataset).Where(dataset => !_failed.Contains(dataset)).Distinct(StringComparer.Ordinal).ToList())
        {
            _failed.Add(dataset);
            await FailAsync(dataset, FaultCode.Blocked);
        }
    }

    private async Task<bool> RunAsync(PlannedErasure step)
    {
        var later = _waiting.Exists(other => other.Dataset == step.Dataset);
        var input = new ErasureStep(work.RequestId, work.Round, step.StepId, Last: !later);
        try
        {
            await Context.CallActivityAsync<StepErased>(activity, input, Retries.Following(plan.Retry));
            return true;
        }
        catch (TaskFailedException failure)
        {
            await FailAsync(step.Dataset, failure.FailureDetails.ErrorMessage);
            return false;
        }
    }

    private Task FailAsync(string dataset, string code) =>
        Context.CallActivityAsync(ReportSystemFailed.Name, new SystemFailed(work.RequestId, work.Round, dataset, code), Retries.Own);

    private void Report() => Context.SetCustomStatus(new FanOutStatus(phase, plan.Erasures.Count - _waiting.Count - _running.Count, plan.Erasures.Count));
}
