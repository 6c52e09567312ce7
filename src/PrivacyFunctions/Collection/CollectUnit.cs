using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Collection;

/// <summary>Reads the collections of one unit from their system into sealed staging.</summary>
public sealed class CollectUnit(
    IRequestStore requests,
    PlanDocuments plans,
    PartyFile parties,
    StepCollector steps,
    DatasetTally tally,
    StagedUnits staged,
    ConnectedSystems systems,
    TimeProvider time,
    ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(CollectUnit);

    /// <summary>May run twice: what a later run stages takes the place of what an earlier one did.</summary>
    [Function(Name)]
    public Task<UnitCollected> RunAsync([ActivityTrigger] CollectUnitInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var id = RequestId.Parse(input.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            await requests.ReadOpenAsync(id, input.Round, cancellation);
            var plan = await plans.ReadAsync(id, input.Round, cancellation);
            var unit = plan.Units.Single(unit => unit.Id == input.UnitId);
            var (others, _) = await tally.CountAsync(id, plan, unit, cancellation);
            var progress = await UnitProgress.BeginAsync(requests, time, id, unit, input.Phase, others, cancellation);
            try
            {
                var kept = input.KeepStaged ? await staged.FindAsync(id, unit, cancellation) : null;
                progress.Count(kept?.Records ?? 0);
                var collected = kept ?? await CollectAsync(id, plan, unit, input.ConfirmedIdentities, progress, cancellation);
                await tally.EndAsync(id, plan, unit, progress, cancellation);
                return collected;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                await progress.FailAsync(ActivityBoundary.CodeOf(exception), cancellation);
                throw;
            }
        });
    }

    private async Task<UnitCollected> CollectAsync(
        RequestId id, Plan plan, PlanUnit unit, IReadOnlyList<string> confirmed, UnitProgress progress, CancellationToken cancellation)
    {
        var party = await parties.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.KeyDestroyed);
        var result = new UnitCollected(unit.Id, unit.Dataset, 0, []);
        foreach (var step in unit.Steps)
        {
            var work = new StepWork(id, plan, step, party, [.. confirmed, .. result.ConfirmedIdentities]);
            var collected = await steps.CollectAsync(systems.Open(unit.Dataset), work, progress, cancellation);
            result = result with
            {
                Records = result.Records + collected.Rows,
                ConfirmedIdentities = [.. result.ConfirmedIdentities.Union(collected.ConfirmedIdentities, StringComparer.Ordinal)],
            };
        }

        return result;
    }
}
