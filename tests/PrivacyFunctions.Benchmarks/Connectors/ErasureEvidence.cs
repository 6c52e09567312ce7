using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>What an erasure writes down: the entry of the ledger before the first change, the entry of the audit log after the last.</summary>
internal sealed class ErasureEvidence(IServiceProvider services)
{
    private const int Batch = 250;

    private readonly IErasureLedger _ledger = services.GetRequiredService<IErasureLedger>();
    private readonly IAuditLog _audit = services.GetRequiredService<IAuditLog>();
    private RequestId _request;

    /// <summary>
    /// Writes until both logs are worn in (<see cref="LogFiles"/>), as PostgreSQL's own is from the start.
    /// </summary>
    /// <param name="folder">Where the files of both are.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WearInAsync(string folder, CancellationToken cancellation)
    {
        var entry = new RecordSelection { Collection = "entry", KeySets = [new KeySet { Fields = ["person"], Keys = new[] { KeyTuple.Of("1") }.ToAsyncEnumerable() }] };
        long before, after = LogFiles.BytesIn(folder);
        do
        {
            before = after;
            for (var i = 0; i < Batch; i++)
            {
                await BeginAsync(entry, cancellation);
                await EndAsync(1, ChangeResult.None, cancellation);
            }

            after = LogFiles.BytesIn(folder);
        }
        while (after > before);
    }

    /// <summary>Enters the rows of a selection: each primary key, or what they are searched by.</summary>
    public Task BeginAsync(RecordSelection selection, CancellationToken cancellation)
    {
        _request = RequestId.New();
        var set = selection.KeySets.Single();
        var byKey = set.Fields.Single().ToString() == "id";
        return _ledger.AppendAsync(
            new LedgerEntry
            {
                Request = _request,
                Round = 1,
                Dataset = "shop",
                Collection = selection.Collection,
                Action = LedgerAction.Deleted,
                PrimaryKey = byKey ? ["id"] : [],
                Keys = byKey ? set.Keys : AsyncEnumerable.Empty<KeyTuple>(),
                Searches = byKey ? [] : [new LedgerSearch(set, "person", Source: null)],
            },
            cancellation);
    }

    /// <summary>Enters what was done.</summary>
    public Task EndAsync(long before, ChangeResult result, CancellationToken cancellation) => _audit.AppendAsync(
        [
            new AuditEntry("collection.erased", TimeProvider.System.GetUtcNow(), AuditEntry.ByItself, _request)
            {
                Facts = new Dictionary<string, AuditFact> { ["collection"] = "shop:entry", ["before"] = before, ["deleted"] = result.Deleted },
            },
        ],
        cancellation);
}
