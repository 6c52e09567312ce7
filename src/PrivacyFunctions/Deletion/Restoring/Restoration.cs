using System.Security.Cryptography;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>
/// After a connected system came back from a backup: finds the rows that the ledger says were erased, and erases them again by today's rules.
/// </summary>
public sealed class Restoration(ConnectedSystems systems, IErasureLedger ledger, IBlobStore blobs, IAuditLog audit, TimeProvider time)
{
    private const string Operator = "operator";

    /// <summary>Compares every collection that the ledger names with the ledger, and erases what came back.</summary>
    /// <param name="apply">Whether to erase; otherwise nothing is changed.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Ends it; what was erased stays erased.</param>
    public async Task<RestoreReport> RunAsync(bool apply, IProgress<RestoreProgress> progress, CancellationToken cancellation)
    {
        using var index = await ledger.OpenAsync(cancellation);
        var catalogues = await systems.CataloguesAsync(cancellation);
        var plan = PlanBuilder.Build(systems.Map, catalogues, QuestionOf(index));
        using var key = DataKey.New();
        await using var run = new RestoreRun(systems, blobs, key, progress);
        foreach (var step in plan.Steps()) await run.CompareAsync(step, plan, catalogues, index, cancellation);
        run.NameTheRest(index);
        if (apply)
        {
            await WriteAsync("restore.started", run, cancellation);
            await run.EraseAsync(plan, RandomNumberGenerator.GetBytes(DataKey.Size), cancellation);
            await run.CheckAsync(cancellation);
            await WriteAsync("restore.finished", run, cancellation);
        }

        return new RestoreReport(apply, run.Findings);
    }

    // Whatever identities requests were made with start the search, so that every collection of the ledger that the map still reaches is in the plan.
    private static PlanQuestion QuestionOf(ILedgerIndex index)
    {
        var identities = index.Collections.SelectMany(rows => rows.Shapes).SelectMany(shape => shape.Searches)
            .Select(search => search.Identity).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return new PlanQuestion { Right = PlanQuestion.Deletion, ProvedIdentities = identities, GivenIdentities = identities, Catalogued = true };
    }

    private Task WriteAsync(string kind, RestoreRun run, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        var all = new AuditEntry(kind, at, Operator) { Facts = new Dictionary<string, AuditFact> { ["found"] = run.Findings.Sum(finding => finding.Found) } };
        return audit.AppendAsync([all, .. run.Findings.Where(finding => finding.Found > 0).Select(finding => EntryOf(kind, at, finding))], cancellation);
    }

    private static AuditEntry EntryOf(string kind, DateTimeOffset at, RestoreFinding finding) =>
        new($"{kind}.collection", at, Operator, Code: WireName.Of(finding.State))
        {
            Facts = new Dictionary<string, AuditFact>
            {
                ["collection"] = $"{finding.Dataset}.{finding.Collection}",
                ["found"] = finding.Found,
                ["look"] = finding.Look,
                ["deleted"] = finding.Deleted,
                ["masked"] = finding.Masked,
                ["left"] = finding.Left ?? finding.Found,
            },
        };
}
