using Microsoft.DurableTask;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>
/// Everything before the first change: search, approval, time to object. It ends with a search that is no older than a minute, of exactly the plan
/// that was approved, and with a durable mark from which on nobody can take the request back.
/// </summary>
internal sealed class DeletionPreparation(TaskOrchestrationContext context, RequestWork work, PlannedRequest first, StaffQuestions staff)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private IReadOnlyList<string> _excluded = first.Excluded ?? [];
    private IReadOnlyList<string> _skipped = [];
    private IReadOnlyList<string> _notSearched = [];
    private DateTime _searchedAt;

    /// <summary>The plan as it was approved last.</summary>
    public PlannedRequest Plan { get; private set; } = first;

    /// <summary>Datasets in which nothing is changed: staff left them out, or the search there failed.</summary>
    public IReadOnlyList<string> LeftOut => [.. _excluded.Union(_notSearched, StringComparer.Ordinal)];

    /// <summary>Finds the rows; false when the request was withdrawn meanwhile.</summary>
    public async Task<bool> SearchAsync(string phase)
    {
        var fanOut = new FanOut(context, work, Plan, phase, _skipped);
        _searchedAt = context.CurrentUtcDateTime;
        await fanOut.RunAsync();
        var settled = await staff.SettleAsync(Plan, fanOut);
        (_skipped, _notSearched) = (fanOut.Skipped, fanOut.LeftOut);
        return settled;
    }

    /// <summary>Whether there is anything to decide about.</summary>
    public async Task<bool> FindsAnythingAsync()
    {
        var found = await context.CallActivityAsync<FoundRows>(CountFound.Name, work, Retries.Own);
        return found.Rows > 0 || found.Gaps > 0;
    }

    /// <summary>Asks staff where the settings say so, then gives the person time to object. False when the request was withdrawn.</summary>
    public async Task<bool> ApproveAsync()
    {
        if (Plan.Resumed)
        {
            return true;
        }

        return (!Plan.Review || await AskAsync(StaffQuestion.Approval)) && await CoolOffAsync();
    }

    /// <summary>Marks the request as irreversible and writes the ledger, once everything is as it was approved. False when it was withdrawn.</summary>
    public async Task<bool> BeginAsync()
    {
        while (true)
        {
            if (!Plan.Resumed && context.CurrentUtcDateTime - _searchedAt > Fresh && !await SearchAsync(SystemPhase.CollectAgain))
            {
                return false;
            }

            var now = await context.CallActivityAsync<PlannedRequest>(ReplanRequest.Name, work, Retries.Own);
            if (now.PlanHash != Plan.PlanHash)
            {
                (Plan, _searchedAt) = (now, default);
                if (!await AskAsync(StaffQuestion.PlanChanged))
                {
                    return false;
                }

                continue;
            }

            var scope = new ErasureScope(work.RequestId, work.Round, Plan.PlanHash, LeftOut);
            var begun = await context.CallActivityAsync<ErasureBegun>(BeginErasure.Name, scope, Retries.Own);
            var goesOn = begun.Standing switch
            {
                Standing.Frozen => await AskAsync(StaffQuestion.NotMe),
                Standing.Refused => await AskAsync(StaffQuestion.PlanRefused),
                _ => false,
            };
            if (!goesOn)
            {
                return begun.Standing == Standing.Open;
            }
        }
    }

    private async Task<bool> CoolOffAsync()
    {
        var cooling = await context.CallActivityAsync<CoolingOff>(StartCoolingOff.Name, work, Retries.Own);
        while (cooling.Standing == Standing.Waiting)
        {
            using var waiting = new CancellationTokenSource();
            var frozen = context.WaitForExternalEvent<FrozenByPerson>(FrozenByPerson.EventName, waiting.Token);
            var over = context.CreateTimer(cooling.Until, waiting.Token);
            await Task.WhenAny(frozen, over);
            waiting.Cancel(); // CancelAsync would leave the orchestration's own thread.
            cooling = await context.CallActivityAsync<CoolingOff>(EndCoolingOff.Name, work, Retries.Own);
        }

        return cooling.Standing switch
        {
            Standing.Open => true,
            Standing.Frozen => await AskAsync(StaffQuestion.NotMe),
            _ => false,
        };
    }

    private async Task<bool> AskAsync(string reason)
    {
        if (await staff.ApprovalAsync(Plan, reason) is not { } decision)
        {
            return false;
        }

        _excluded = decision.ExcludedDatasets;
        return true;
    }
}
