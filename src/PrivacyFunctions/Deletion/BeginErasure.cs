using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Deletion;

/// <summary>
/// The point of no return. One conditional write decides between the person who objects and the erasure that begins; only its winner goes on, and
/// the ledger is written after it and before the first change, so that it never names rows of a request that was stopped in time.
/// </summary>
public sealed class BeginErasure(
    IRequestStore requests, PlanDocuments plans, StagedSteps staged, IErasureLedger ledger, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(BeginErasure);

    /// <summary>May run twice: neither the mark nor the ledger's entries are made twice.</summary>
    [Function(Name)]
    public Task<ErasureBegun> RunAsync([ActivityTrigger] ErasureScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var id = RequestId.Parse(scope.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var plan = await plans.ReadAsync(id, scope.Round, cancellation);
            var request = await requests.UpdateAsync(id, request => Mark(request, plan, scope), cancellation);
            var standing = StandingOf(request, plan, scope);
            return standing == Standing.Open
                ? new ErasureBegun(Standing.Open, await RecordAsync(id, plan, scope, cancellation))
                : new ErasureBegun(standing, 0);
        });
    }

    private RequestCommit? Mark(RightsRequest request, Plan plan, ErasureScope scope)
    {
        if (StandingOf(request, plan, scope) != Standing.Open || IsMarked(request, scope.Round))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var begun = new TimelineEntry("erasing", now, Code: Code(scope.Round));
        return new RequestCommit(request with { Irreversible = true, CoolingOffUntil = null, UpdatedAt = now, Timeline = [.. request.Timeline, begun] })
        {
            Audit = [new AuditEntry("deletion.begun", now, AuditEntry.ByItself, request.Id) { Facts = new Dictionary<string, AuditFact> { ["planHash"] = plan.PlanHash } }],
        };
    }

    private static Standing StandingOf(RightsRequest request, Plan plan, ErasureScope scope)
    {
        if (request.Round != scope.Round || request.Status != RequestStatus.InProgress || request.PlanHash != scope.PlanHash || plan.PlanHash != scope.PlanHash)
        {
            return Standing.Withdrawn;
        }

        if (IsMarked(request, scope.Round))
        {
            return Standing.Open;
        }

        return request.FrozenAt is not null ? Standing.Frozen
            : plan.Refusals.Any(refusal => !scope.LeftOut.Contains(refusal.Dataset)) ? Standing.Refused
            : Standing.Open;
    }

    private static bool IsMarked(RightsRequest request, int round) =>
        request.Irreversible && request.Timeline.Any(entry => entry.Name == "erasing" && entry.Code == Code(round));

    private static string Code(int round) => round.ToString(CultureInfo.InvariantCulture);

    private async Task<long> RecordAsync(RequestId id, Plan plan, ErasureScope scope, CancellationToken cancellation)
    {
        var entries = 0L;
        foreach (var step in plan.Steps().Where(step => plan.DeletionOrder.Contains(step.Id) && !scope.LeftOut.Contains(step.Dataset)))
        {
            using var rows = await staged.OpenOwnAsync(id, plan, step, cancellation);
            if (rows is { Found: > 0 })
            {
                var count = await ledger.AppendAsync(rows.ToLedger(id, scope.Round, cancellation), cancellation);
                entries += count.Keys + count.SearchKeys;
            }
        }

        var content = JsonSerializer.SerializeToUtf8Bytes(new BegunErasure(plan.PlanHash, scope.LeftOut, entries), DeletionJson.Default.BegunErasure);
        await requests.UpdateAsync(
            id,
            request => new RequestCommit(request with { UpdatedAt = time.GetUtcNow() })
            {
                Documents = new Dictionary<string, byte[]?> { [BegunErasure.DocumentName] = content },
            },
            cancellation);
        return entries;
    }
}
