using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>One run over all collections: what was found in each, and what was done.</summary>
internal sealed class RestoreRun(ConnectedSystems systems, IBlobStore blobs, DataKey key, IProgress<RestoreProgress> progress) : IAsyncDisposable
{
    private readonly BlobName _folder = BlobName.Of("restoring", RequestId.New().Value);
    private readonly Dictionary<LedgerCollection, ComparedCollection> _compared = [];
    private readonly Dictionary<LedgerCollection, RestoreFinding> _findings = [];

    /// <summary>What there is to say, by dataset and collection.</summary>
    public IReadOnlyList<RestoreFinding> Findings =>
        [.. _findings.Values.OrderBy(finding => finding.Dataset, StringComparer.Ordinal).ThenBy(finding => finding.Collection, StringComparer.Ordinal)];

    /// <summary>Compares the collection of a step, if the ledger names it. Steps come in the order of the search: givers of keys first.</summary>
    public async Task CompareAsync(
        PlanStep step, Plan plan, IReadOnlyDictionary<string, Catalogue> catalogues, ILedgerIndex index, CancellationToken cancellation)
    {
        var collection = new LedgerCollection(step.Dataset, step.Collection);
        if (index.Collections.FirstOrDefault(rows => rows.Collection == collection) is not { } rows) return;
        if (step.Table is null || catalogues.GetValueOrDefault(step.Dataset)?.Find(step.Table) is not { } table)
        {
            Fail(step, systems.LastCheck(step.Dataset)?.Error ?? FaultCode.SchemaChanged);
            return;
        }

        var target = RestoreTarget.Of(step, table, rows, index.Collections);
        foreach (var giver in index.Collections.Where(IsUnseen)) target.Distrust(giver.Collection);
        var scan = new RestoreScan(blobs, key, _folder.Append($"{_compared.Count}"));
        _compared[collection] = new ComparedCollection(target, scan);
        Report(RestorePhase.Comparing, step, 0);
        await TryAsync(step, async () =>
        {
            await scan.RunAsync(systems.Open(step.Dataset), target, keep: true, rowsRead => Report(RestorePhase.Comparing, step, rowsRead), cancellation);
            _findings[collection] = Judge(step, scan, plan.Refusals.FirstOrDefault(refusal => refusal.Dataset == step.Dataset));
        });
    }

    /// <summary>Names the collections of the ledger that the plan does not reach.</summary>
    public void NameTheRest(ILedgerIndex index)
    {
        foreach (var collection in index.Collections.Select(rows => rows.Collection).Where(collection => !_findings.ContainsKey(collection)))
        {
            _findings[collection] = new RestoreFinding
            {
                Dataset = collection.Dataset,
                Collection = collection.Collection,
                State = RestoreState.NotMapped,
                Reason = "The data map does not reach this collection from any identity, so it was not compared.",
            };
        }
    }

    /// <summary>Erases what came back, children before parents.</summary>
    public async Task EraseAsync(Plan plan, ReadOnlyMemory<byte> secret, CancellationToken cancellation)
    {
        foreach (var id in plan.DeletionOrder)
        {
            var step = plan.Steps().First(step => step.Id == id);
            var collection = new LedgerCollection(step.Dataset, step.Collection);
            if (_findings.GetValueOrDefault(collection) is not { State: RestoreState.Found } finding) continue;
            Report(RestorePhase.Erasing, step, finding.Found);
            await TryAsync(step, async () =>
            {
                var compared = _compared[collection];
                foreach (var keys in compared.Scan.Keys)
                {
                    var change = RestoreChange.Of(compared, keys, secret, FoundIn(step.Dataset));
                    var result = await systems.Open(step.Dataset).ChangeAsync(change, cancellation);
                    compared.Target.KeptInstead |= step.Deletion is DeletionDecision.Delete && result.Masked > 0;
                    finding = finding with { Deleted = finding.Deleted + result.Deleted, Masked = finding.Masked + result.Masked };
                }

                _findings[collection] = finding with { State = RestoreState.Erased };
            });
        }
    }

    /// <summary>Compares once more what was erased.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        foreach (var (collection, compared) in _compared)
        {
            if (_findings[collection] is not { State: RestoreState.Erased } finding) continue;
            var step = compared.Target.Step;
            Report(RestorePhase.Checking, step, 0);
            await TryAsync(step, async () =>
            {
                await using var again = new RestoreScan(blobs, key, _folder);
                await again.RunAsync(systems.Open(step.Dataset), compared.Target, keep: false, rows => Report(RestorePhase.Checking, step, rows), cancellation);
                _findings[collection] = finding with { Left = again.Found, State = again.Found == 0 ? RestoreState.Erased : RestoreState.Left };
            });
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var compared in _compared.Values) await compared.Scan.DisposeAsync();
    }

    private static RestoreFinding Judge(PlanStep step, RestoreScan scan, PlanRefusal? refusal)
    {
        var finding = new RestoreFinding
        {
            Dataset = step.Dataset,
            Collection = step.Collection,
            State = scan.Found > 0 ? RestoreState.Found : RestoreState.Clean,
            Action = ActionOf(step.Deletion),
            Compared = scan.Compared,
            Found = scan.Found,
            Look = scan.Look,
        };
        return (step.Deletion, scan.Found) switch
        {
            (_, 0) => finding,
            (DeletionDecision.Retain retain, _) => finding with { State = RestoreState.Kept, Code = retain.Ground, Reason = retain.Reason },
            (DeletionDecision.Leave leave, _) => finding with { State = RestoreState.Kept, Code = leave.Ground, Reason = leave.Reason },
            _ when refusal is not null => finding with
            {
                State = RestoreState.Kept,
                Code = refusal.Code,
                Reason = "Erasing here would reach rows that the data map keeps; 'privacy map check' says which.",
            },
            _ => finding,
        };
    }

    // Rows of it were deleted, so their keys were free for others, and who holds them now was not, or not yet, read.
    private bool IsUnseen(ILedgerRows giver) =>
        giver.Shapes.Any(shape => shape.Action == LedgerAction.Deleted)
        && _findings.GetValueOrDefault(giver.Collection) is null or { State: RestoreState.Failed };

    private static string? ActionOf(DeletionDecision? decision) => decision switch
    {
        DeletionDecision.Delete => "delete",
        DeletionDecision.Mask => "mask",
        DeletionDecision.Retain => "retain",
        DeletionDecision.Leave => "leave",
        _ => null,
    };

    // How many rows of each table came back and are deleted: so many may go along with others.
    private Dictionary<string, long> FoundIn(string dataset) => _compared
        .Where(compared => compared.Key.Dataset == dataset && compared.Value.Target.Step.Deletion is DeletionDecision.Delete)
        .GroupBy(compared => compared.Value.Target.Table.Name, compared => compared.Value.Scan.Found)
        .ToDictionary(table => table.Key, table => table.Sum(), StringComparer.Ordinal);

    private async Task TryAsync(PlanStep step, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ConnectorFailure failure)
        {
            Fail(step, FaultCode.Of(failure.Kind));
        }
        catch (ActivityFault fault)
        {
            Fail(step, fault.Code);
        }
    }

    private void Fail(PlanStep step, string code)
    {
        var collection = new LedgerCollection(step.Dataset, step.Collection);
        var finding = _findings.GetValueOrDefault(collection)
            ?? new RestoreFinding { Dataset = step.Dataset, Collection = step.Collection, State = RestoreState.Failed, Action = ActionOf(step.Deletion) };
        _findings[collection] = finding with { State = RestoreState.Failed, Code = code, Reason = FaultCode.Sentence(code) };
    }

    private void Report(RestorePhase phase, PlanStep step, long rows) => progress.Report(new RestoreProgress(phase, $"{step.Dataset}.{step.Collection}", rows));
}

/// <summary>A collection and what was found in it.</summary>
internal sealed record ComparedCollection(RestoreTarget Target, RestoreScan Scan);
