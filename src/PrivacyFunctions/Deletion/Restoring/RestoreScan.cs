using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>One comparison of every row of a collection with the ledger.</summary>
/// <param name="blobs">Takes the keys of rows that came back.</param>
/// <param name="key">Seals them.</param>
/// <param name="name">Where they lie.</param>
internal sealed class RestoreScan(IBlobStore blobs, DataKey key, BlobName name) : IAsyncDisposable
{
    private const int ReportEvery = 1000;

    private readonly Dictionary<string, FoundKeys> _found = [];

    /// <summary>Keys of the rows that came back, by the fields that name them.</summary>
    public IReadOnlyCollection<FoundKeys> Keys => _found.Values;

    /// <summary>Rows compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Rows that came back.</summary>
    public long Found { get; private set; }

    /// <summary>Rows that somebody has to look at.</summary>
    public long Look { get; private set; }

    /// <summary>Reads the collection from end to end.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="target">The collection.</param>
    /// <param name="keep">Whether the keys of rows that came back are wanted.</param>
    /// <param name="report">Is told of rows compared.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(IConnectedSystem system, RestoreTarget target, bool keep, Action<long> report, CancellationToken cancellation)
    {
        var scan = new RecordScan { Collection = target.Step.Collection, Namespace = target.Step.Namespace, Fields = target.Columns, KeyFields = target.Columns };
        await using var reader = await system.ScanAsync(scan, cancellation);
        var row = new ScannedRow(reader, target);
        var judge = new RowJudge(target);
        while (await reader.ReadAsync(cancellation))
        {
            await row.LoadAsync(cancellation);
            var judgement = judge.Judge(row);
            if (++Compared % ReportEvery == 0) report(Compared);
            if (judgement.Verdict == RowVerdict.Look) Look++;
            if (judgement.Verdict != RowVerdict.CameBack) continue;
            Found++;
            if (keep) await (await KeysOfAsync(judgement, cancellation)).AddAsync(judgement.Key, cancellation);
        }

        foreach (var keys in _found.Values) await keys.CompleteAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var keys in _found.Values) await keys.DisposeAsync();
    }

    private async ValueTask<FoundKeys> KeysOfAsync(RowJudgement judgement, CancellationToken cancellation)
    {
        var fields = judgement.Fields!.Select(field => field.ToString()).ToList();
        var id = $"{judgement.Comparison} {string.Join(' ', fields)}";
        if (_found.TryGetValue(id, out var keys)) return keys;
        return _found[id] = await FoundKeys.CreateAsync(blobs, name.Append($"{_found.Count}"), key, fields, judgement.Comparison, cancellation);
    }
}
