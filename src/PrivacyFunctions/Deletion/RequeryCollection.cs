using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Deletion;

/// <summary>Looks for rows that were erased: by their primary keys, and by the search that found them.</summary>
public sealed class RequeryCollection(
    IRequestStore requests,
    PlanDocuments plans,
    StagedSteps staged,
    ErasureDocuments records,
    ErasureProgress progress,
    ConnectedSystems systems,
    ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(RequeryCollection);

    /// <summary>Reads only; a later look takes the place of an earlier one.</summary>
    [Function(Name)]
    public Task<StepErased> RunAsync([ActivityTrigger] ErasureStep input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var id = RequestId.Parse(input.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            await requests.ReadOpenAsync(id, input.Round, cancellation);
            var plan = await plans.ReadAsync(id, input.Round, cancellation);
            var step = plan.Steps().Single(step => step.Id == input.StepId);
            var found = await progress.RunAsync(
                id, plan, step, SystemPhase.Verify, input.Last, () => LookAsync(id, input.Round, plan, step, cancellation), cancellation);
            return new StepErased(step.Id, found.ByKey ?? found.BySearch);
        });
    }

    private async Task<RequeriedRows> LookAsync(RequestId id, int round, Plan plan, PlanStep step, CancellationToken cancellation)
    {
        var erasure = await records.FindAsync(id, step, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
        if (erasure.Requeried is { } looked && erasure.Round < round)
        {
            // Everything was erased and looked for in an earlier round; the keys may have been given to others since.
            return looked;
        }

        using var rows = await staged.OpenOwnAsync(id, plan, step, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
        var system = systems.Open(step.Dataset);
        long? byKey = rows.ByKey(cancellation) is { } keys ? await system.CountAsync(keys, cancellation) : rows.HasKeys ? 0 : null;
        var bySearch = rows.BySearch(cancellation) is { } search ? await system.CountAsync(search, cancellation) : 0;
        var unmasked = await MaskCheck.CountAsync(system, step, erasure, rows, cancellation);
        var found = new RequeriedRows(byKey, bySearch, unmasked, bySearch > 0 ? await AppearedAsync(system, rows, cancellation) : 0);
        await records.WriteAsync(id, round, step, erasure with { Requeried = found }, cancellation);
        return found;
    }

    private static async Task<long> AppearedAsync(IConnectedSystem system, OwnRows rows, CancellationToken cancellation)
    {
        if (rows.Appeared(cancellation) is not { } query)
        {
            return 0;
        }

        await using var reader = await system.ReadAsync(query, cancellation);
        var count = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            count++;
        }

        return count;
    }
}
