using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Deletion;

/// <summary>
/// Deletes or masks the person's own rows of one collection. The count before is durable before the first change: a run that takes over after a
/// crash between the system's commit and ours finds fewer rows, and reports those as deleted by the run before.
/// </summary>
public sealed class EraseCollection(
    IRequestStore requests,
    PlanDocuments plans,
    StagedSteps staged,
    ErasureDocuments records,
    ErasureChanges changes,
    ErasureProgress progress,
    ConnectedSystems systems,
    TimeProvider time,
    ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(EraseCollection);

    /// <summary>May run twice: what is done is only reported again.</summary>
    [Function(Name)]
    public Task<StepErased> RunAsync([ActivityTrigger] ErasureStep input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var id = RequestId.Parse(input.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.ReadOpenAsync(id, input.Round, cancellation);
            var plan = await plans.ReadAsync(id, input.Round, cancellation);
            var step = plan.Steps().Single(step => step.Id == input.StepId);
            if (!request.Irreversible || request.PlanHash != plan.PlanHash || IsLeftOut(request, step))
            {
                throw new ActivityFault(FaultCode.WrongState);
            }

            var erasure = await progress.RunAsync(
                id, plan, step, SystemPhase.Delete, input.Last, () => EraseAsync(id, input.Round, plan, step, cancellation), cancellation);
            return new StepErased(step.Id, erasure.Affected);
        });
    }

    // Whoever asks for it: what staff left out of the approval is not touched.
    private static bool IsLeftOut(RightsRequest request, PlanStep step) => request.Approval is { } approval && approval.Datasets.Contains(step.Dataset);

    private async Task<CollectionErasure> EraseAsync(RequestId id, int round, Plan plan, PlanStep step, CancellationToken cancellation)
    {
        var kept = await records.FindAsync(id, step, cancellation);
        var known = kept?.PlanHash == plan.PlanHash ? kept : null;
        if (known is { Done: true })
        {
            return known;
        }

        using var rows = await staged.OpenOwnAsync(id, plan, step, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
        var system = systems.Open(step.Dataset);
        var there = rows.ToChange(cancellation) is { } selection ? await system.CountAsync(selection, cancellation) : 0;
        var erasure = known is null ? Begun(plan, round, rows.Planned, there, kept) : known.Recounted(step, there);
        erasure = await records.ReplaceAsync(id, round, step, kept, erasure, null, cancellation);
        if (erasure.Done)
        {
            return erasure;
        }

        if (known is not null && there > 0)
        {
            await RefuseOthersRowsAsync(step, rows, system, cancellation);
        }

        var done = there == 0 ? erasure with { Done = true } : await ChangeAsync(id, round, plan, step, rows, system, erasure, cancellation);
        return await records.ReplaceAsync(id, round, step, erasure, done, AuditOf(id, step, done), cancellation);
    }

    // The attempt before may have deleted rows whose keys the system has given to somebody else since. Rows that were masked because others refer to
    // them have the same look, so nothing can be told where there may be some.
    private static async Task RefuseOthersRowsAsync(PlanStep step, OwnRows rows, IConnectedSystem system, CancellationToken cancellation)
    {
        if (step.Deletion is not DeletionDecision.Delete { Instead: null } || rows.Unfound(cancellation) is not { } query)
        {
            return;
        }

        await using var reader = await system.ReadAsync(query, cancellation);
        if (await reader.ReadAsync(cancellation))
        {
            throw new ActivityFault(FaultCode.RowsUnclear);
        }
    }

    private static CollectionErasure Begun(Plan plan, int round, long planned, long before, CollectionErasure? earlier) => new()
    {
        PlanHash = plan.PlanHash,
        Round = round,
        Planned = planned,
        Before = before,
        Earlier = earlier is null ? 0 : earlier.Affected + earlier.Earlier,
    };

    private async Task<CollectionErasure> ChangeAsync(
        RequestId id, int round, Plan plan, PlanStep step, OwnRows rows, IConnectedSystem system, CollectionErasure erasure, CancellationToken cancellation)
    {
        await using var elements = await rows.ElementsAsync(system, cancellation);
        var change = await changes.OfAsync(id, plan, step, rows, elements, rows.ToChange(cancellation)!, cancellation);
        try
        {
            return erasure.After(step, rows.HasKeys, await system.ChangeAsync(change, cancellation));
        }
        catch (ConnectorFailure failure) when (failure.Committed is { Matched: > 0 } committed && !cancellation.IsCancellationRequested)
        {
            await records.ReplaceAsync(id, round, step, erasure, erasure.AfterPart(committed), null, cancellation);
            throw;
        }
    }

    private AuditEntry AuditOf(RequestId id, PlanStep step, CollectionErasure done) => new("collection.erased", time.GetUtcNow(), AuditEntry.ByItself, id)
    {
        Facts = new Dictionary<string, AuditFact>
        {
            ["collection"] = step.Address().ToString(),
            ["planned"] = done.Planned,
            ["before"] = done.Before,
            ["deleted"] = done.Deleted,
            ["masked"] = done.Masked,
        },
    };
}
