using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Reads one collection from its system and stages its rows, files and keys.</summary>
public sealed class StepCollector(StagingArea staging)
{
    /// <summary>Reads the rows that the step's keys find; what it stages takes the place of an earlier attempt's.</summary>
    /// <exception cref="ConnectorFailure">The system failed; nothing of this attempt is visible.</exception>
    public async Task<StepCollected> CollectAsync(IConnectedSystem system, StepWork work, UnitProgress progress, CancellationToken cancellation)
    {
        var step = work.Step;
        var facts = new FactsGathering(work.Plan, step);
        string[] fields = [.. step.Exported.Select(field => step.Shown.Field(field.Name))];
        await using var staged = await staging.CreateAsync(work.Id, new StagedName(step.Dataset, step.Collection), fields, cancellation);
        using var sources = await StepKeySources.OpenAsync(staging, work, cancellation);
        facts.KeysMissing(sources.Missing);
        var pass = new ReadingPass(system, staging, work, staged, facts, progress);
        if (!facts.TableAbsent)
        {
            // A row that the person's own keys find is theirs, even when a shared key finds it too: own keys first.
            await pass.RunAsync(sources, shared: false, cancellation);
            await pass.RunAsync(sources, shared: true, cancellation);
        }

        await staged.CommitAsync(facts.ToStaged(), cancellation);
        return new StepCollected(facts.Rows, facts.Confirmed);
    }
}
