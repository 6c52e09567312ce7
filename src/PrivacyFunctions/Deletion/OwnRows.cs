using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Deletion;

/// <summary>
/// The person's own rows of one collection: by the primary keys that the search staged, and by what they were found by. Keys that may lead to
/// others' rows take no part in either.
/// </summary>
public sealed class OwnRows : IDisposable
{
    private readonly StagingArea _staging;
    private readonly StepWork _work;
    private readonly PlanStep _step;
    private readonly StagedCollectionReader _staged;
    private readonly StepKeySources _sources;
    private readonly List<StepKeySource> _own;

    internal OwnRows(StagingArea staging, StepWork work, StagedCollectionReader staged, StepKeySources sources)
    {
        (_staging, _work, _step, _staged, _sources) = (staging, work, work.Step, staged, sources);
        _own = [.. sources.All.Where(source => !source.Input.Shared)];
    }

    /// <summary>Whether rows are told apart by a primary key; else they go by what they were found by.</summary>
    public bool HasKeys => _step.PrimaryKey.Count > 0;

    /// <summary>Rows that were found and can be addressed.</summary>
    public long Planned => HasKeys ? _staged.PrimaryKeyCount : Found;

    /// <summary>Rows that were found.</summary>
    public long Found => _staged.Facts.OwnRows;

    /// <summary>The rows to change; null when there are none.</summary>
    public RecordSelection? ToChange(CancellationToken cancellation) =>
        Planned == 0 ? null : HasKeys ? ByKey(cancellation) : BySearch(cancellation);

    /// <summary>The rows by primary key; null without any.</summary>
    public RecordSelection? ByKey(CancellationToken cancellation) =>
        HasKeys && _staged.PrimaryKeyCount > 0
            ? Select([new KeySet { Fields = [.. _step.PrimaryKey], Keys = _staged.ReadPrimaryKeysAsync(cancellation) }])
            : null;

    /// <summary>Whatever the original search would find now; null when there is nothing to search by.</summary>
    public RecordSelection? BySearch(CancellationToken cancellation) =>
        _own.Count > 0 ? Select([.. _own.Select(source => source.Input.KeySet(source.Read(cancellation)))]) : null;

    /// <summary>Rows that the original search would find now and whose primary keys are not among the staged ones; null where that cannot be told.</summary>
    public RecordQuery? Appeared(CancellationToken cancellation) =>
        HasKeys && BySearch(cancellation) is { } search ? Query(search.KeySets, ByKey(cancellation)?.KeySets ?? []) : null;

    /// <summary>Rows with staged primary keys that the original search would not find now; null where that cannot be told.</summary>
    public RecordQuery? Unfound(CancellationToken cancellation) =>
        ByKey(cancellation) is { } keys && BySearch(cancellation) is { } search ? Query(keys.KeySets, search.KeySets) : null;

    /// <summary>The entry of the erasure ledger.</summary>
    public LedgerEntry ToLedger(Requests.RequestId id, int round, CancellationToken cancellation) => new()
    {
        Request = id,
        Round = round,
        Dataset = _step.Dataset,
        Collection = _step.Collection,
        Action = _step.Deletion is DeletionDecision.Delete ? LedgerAction.Deleted : LedgerAction.Masked,
        PrimaryKey = _step.PrimaryKey,
        Keys = _staged.ReadPrimaryKeysAsync(cancellation),
        Searches = [.. _own.Select(source => new LedgerSearch(source.Input.KeySet(source.Read(cancellation)), source.Input.Identity, SourceOf(source.Input)))],
    };

    /// <summary>What tells the person's elements in arrays: only those are masked. The caller disposes it after the change.</summary>
    public Task<StepElements> ElementsAsync(IConnectedSystem system, CancellationToken cancellation) => StepElements.LoadAsync(system, _staging, _work, _sources, shared: false, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _sources.Dispose();
        _staged.Dispose();
    }

    private LedgerSource? SourceOf(PlanInput input)
    {
        if (input.Keys is null)
        {
            return null;
        }

        var giver = _work.Plan.Steps().Single(step => step.Outputs.Any(output => output.Id == input.Keys));
        return new LedgerSource(
            giver.Dataset, giver.Collection, [.. giver.Outputs.Single(output => output.Id == input.Keys).Fields.Select(field => field.ToString())]);
    }

    private RecordQuery Query(IReadOnlyList<KeySet> keySets, IReadOnlyList<KeySet> except) => new()
    {
        Collection = _step.Collection,
        Namespace = _step.Namespace,
        Fields = [],
        KeySets = keySets,
        Except = except,
        RowCap = long.MaxValue,
    };

    private RecordSelection Select(IReadOnlyList<KeySet> keySets) => new() { Collection = _step.Collection, Namespace = _step.Namespace, KeySets = keySets };
}
