using System.Diagnostics;
using PrivacyFunctions.Benchmarks.Http;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>
/// P6. The rows of one person in PostgreSQL: entered in the erasure ledger, counted, deleted in chunks, entered in the audit log and counted again,
/// by the key that they are searched by; divided by one prepared DELETE of as many rows of another person by the same indexed key; by turns. The same by
/// as many primary keys, each of which goes into the ledger, stands beside it. Ledger and audit log are those of a running server: every entry is synced,
/// and so is every commit of PostgreSQL.
/// </summary>
internal sealed class Erasure(string id, int rows, Target target) : IMeasure
{
    public string Id => id;

    public string Title => $"time to enter in the ledger, count, delete in chunks, enter in the audit log and count again {rows} rows by an indexed key in PostgreSQL, divided by one DELETE of as many by the same key";

    public Target Target => target;

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var table = await PersonTable.CreateAsync(rows, cancellation);
        var connection = new Connection { Dataset = "shop", Kind = "postgresql", Settings = new Dictionary<string, string> { ["connection_string"] = table.ConnectionString } };
        await using var system = new PostgreSqlConnector().Connect(connection);
        await using var server = await MeasuredServer.StartAsync(context.Directory, cancellation);
        var evidence = new ErasureEvidence(server.Services);
        await evidence.WearInAsync(MeasuredServer.DataIn(context.Directory), cancellation);
        List<double> peer = [], product = [], counting = [], writing = [], byPrimaryKeys = [], keysWriting = [];
        var began = Stopwatch.GetTimestamp();
        do
        {
            await table.FillAsync(cancellation);
            if (peer.Count % 2 == 0) peer.Add(await table.DeleteAsync(0, cancellation));
            var bySearch = await EraseAsync(system, evidence, Selection(), cancellation);
            product.Add(bySearch.All);
            counting.Add(bySearch.Counting);
            writing.Add(bySearch.Writing);
            if (peer.Count < product.Count) peer.Add(await table.DeleteAsync(0, cancellation));
            await table.FillAsync(cancellation);
            var byKeys = await EraseAsync(system, evidence, PrimaryKeys(table), cancellation);
            byPrimaryKeys.Add(byKeys.All);
            keysWriting.Add(byKeys.Writing);
        }
        while (Stopwatch.GetElapsedTime(began) < context.Duration || peer.Count < 5);
        var (ours, theirs) = (Statistics.Median(product.Skip(1)), Statistics.Median(peer.Skip(1)));
        return new Round
        {
            Ratio = ours / theirs,
            Peer = theirs,
            Figures = new Dictionary<string, double>
            {
                ["product ms"] = ours * 1000,
                ["of it counting ms"] = Statistics.Median(counting.Skip(1)) * 1000,
                ["of it ledger and audit ms"] = Statistics.Median(writing.Skip(1)) * 1000,
                ["DELETE ms"] = theirs * 1000,
                ["ratio by primary keys"] = Statistics.Median(byPrimaryKeys.Skip(1)) / theirs,
                ["of it ledger and audit"] = Statistics.Median(keysWriting.Skip(1)) / theirs,
            },
        };
    }

    private async Task<Erased> EraseAsync(IConnectedSystem system, ErasureEvidence evidence, RecordSelection selection, CancellationToken cancellation)
    {
        var time = new Stages();
        await evidence.BeginAsync(selection, cancellation);
        var ledger = time.Stage();
        var before = await system.CountAsync(selection, cancellation);
        var counted = time.Stage();
        var result = await system.ChangeAsync(new RecordChange.Delete { Rows = selection, MostRows = before }, cancellation);
        time.Stage();
        await evidence.EndAsync(before, result, cancellation);
        var audit = time.Stage();
        var after = await system.CountAsync(selection, cancellation);
        return (before, result.Deleted, after) == (rows, rows, 0)
            ? new Erased(time.All, counted + time.Stage(), ledger + audit)
            : throw new InvalidOperationException($"Of {before} rows {result.Deleted} went and {after} are left.");
    }

    private static RecordSelection Selection() => Selection("person", ["1"]);

    private static RecordSelection PrimaryKeys(PersonTable table) => Selection("id", table.KeysOf(1).Select(key => $"{key}"));

    private static RecordSelection Selection(string field, IEnumerable<string> keys) =>
        new() { Collection = PersonTable.Name, KeySets = [new KeySet { Fields = [field], Keys = keys.Select(KeyTuple.Of).ToAsyncEnumerable() }] };

    /// <summary>Seconds.</summary>
    private readonly record struct Erased(double All, double Counting, double Writing);

    private struct Stages()
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private long _last = Stopwatch.GetTimestamp();

        public readonly double All => Stopwatch.GetElapsedTime(_began).TotalSeconds;

        /// <summary>Seconds since the stage before.</summary>
        public double Stage()
        {
            var now = Stopwatch.GetTimestamp();
            var passed = Stopwatch.GetElapsedTime(_last, now).TotalSeconds;
            _last = now;
            return passed;
        }
    }
}
