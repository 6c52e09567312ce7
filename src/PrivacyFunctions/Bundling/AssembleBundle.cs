using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Settings;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Bundling;

/// <summary>Makes the bundle of what was collected. It is not offered before the request is answered.</summary>
public sealed class AssembleBundle(
    IRequestStore requests,
    PlanDocuments plans,
    PartyFile parties,
    StagingArea staging,
    ConnectedSystems systems,
    BundleWriter writer,
    IBundleReader bundles,
    OrganisationSettings organisation,
    TimeProvider time,
    ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(AssembleBundle);

    /// <summary>A repeated run makes the same version again, beside the first; only one of them is offered.</summary>
    [Function(Name)]
    public Task<AssembledBundle> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var contents = BundleComposer.Compose(await GatherAsync(id, work.Round, cancellation));
            var nothing = contents.Systems.All(system => system.Records == 0) && contents.Withheld.Count == 0 && contents.AllGaps.Count == 0;
            var bundle = nothing ? null : await writer.WriteAsync(contents, cancellation);
            // Too late, this run takes its bundle with it; in time, the answer removes those that it does not offer.
            if (bundle is not null) await WithdrawIfLateAsync(id, work.Round, cancellation);
            return new AssembledBundle(
                bundle is null ? 0 : contents.Request.Version,
                bundle?.Attempt ?? "",
                bundle?.SizeBytes ?? 0,
                bundle?.Sha256 ?? "",
                bundle?.Records ?? 0,
                contents.AllGaps,
                contents.Withheld,
                contents.UnusedIdentities);
        });
    }

    private async Task WithdrawIfLateAsync(RequestId id, int round, CancellationToken cancellation)
    {
        var request = await requests.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
        if (request.Status == RequestStatus.InProgress && request.Round == round) return;
        await bundles.KeepOnlyAsync(id, round, request.Bundles, cancellation);
        throw new ActivityFault(FaultCode.WrongState);
    }

    private async Task<BundleSources> GatherAsync(RequestId id, int round, CancellationToken cancellation)
    {
        var plan = await plans.ReadAsync(id, round, cancellation);
        var staged = new Dictionary<string, StagedStep>(StringComparer.Ordinal);
        foreach (var step in plan.Steps())
        {
            using var reader = await staging.OpenAsync(id, new StagedName(step.Dataset, step.Collection), cancellation);
            if (reader is not null)
            {
                staged[step.Id] = new StagedStep(reader.Counts.Rows, reader.Facts);
            }
        }

        return new BundleSources
        {
            Request = await requests.ReadOpenAsync(id, round, cancellation),
            Parties = await parties.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.KeyDestroyed),
            Plan = plan,
            Map = systems.Map,
            Progress = await requests.ReadProgressAsync(id, cancellation),
            Staged = staged,
            Organisation = organisation,
            Now = time.GetUtcNow(),
        };
    }
}
