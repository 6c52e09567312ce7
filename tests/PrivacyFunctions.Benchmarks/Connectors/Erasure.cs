using System.Diagnostics;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>
/// P6. The rows of one person in PostgreSQL: counted, deleted in chunks, and counted again by the key that they are searched by; divided by
/// one prepared DELETE of as many rows of another person by the same indexed key; by turns. The same by as many primary keys stands beside it.
/// </summary>
internal sealed class Erasure(string id, int rows, Target target) : IMeasure
{
    public string Id => id;

    public string Title => $"time to count, delete in chunks and count again {rows} rows by an indexed key in PostgreSQL, divided by one DELETE of as many by the same key";

    public Target Target => target;

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var table = await PersonTable.CreateAsync(rows, cancellation);
        var connection = new Connection { Dataset = "shop", Kind = "postgresql", Settings = new Dictionary<string, string> { ["connection_string"] = table.ConnectionString } };
        await using var system = new PostgreSqlConnector().Connect(connection);
        List<double> peer = [], product = [], counting = [], byPrimaryKeys = [];
        var began = Stopwatch.GetTimestamp();
        do
        {
            await table.FillAsync(cancellation);
            if (peer.Count % 2 == 0) peer.Add(await table.DeleteAsync(0, cancellation));
            var (all, counts) = await EraseAsync(system, Selection(), cancellation);
            product.Add(all);
            counting.Add(counts);
            if (peer.Count < product.Count) peer.Add(await table.DeleteAsync(0, cancellation));
            await table.FillAsync(cancellation);
            byPrimaryKeys.Add((await EraseAsync(system, PrimaryKeys(table), cancellation)).All);
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
                ["DELETE ms"] = theirs * 1000,
                ["ratio by primary keys"] = Statistics.Median(byPrimaryKeys.Skip(1)) / theirs,
            },
        };
    }

    private async Task<(double All, double Counts)> EraseAsync(IConnectedSystem system, RecordSelection selection, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var before = await system.CountAsync(selection, cancellation);
        var counted = Stopwatch.GetElapsedTime(started);
        var result = await system.ChangeAsync(new RecordChange.Delete { Rows = selection, MostRows = before }, cancellation);
        var erased = Stopwatch.GetTimestamp();
        var after = await system.CountAsync(selection, cancellation);
        var all = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (before, result.Deleted, after) == (rows, rows, 0)
            ? (all, (counted + Stopwatch.GetElapsedTime(erased)).TotalSeconds)
            : throw new InvalidOperationException($"Of {before} rows {result.Deleted} went and {after} are left.");
    }

    private static RecordSelection Selection() => Selection("person", ["1"]);

    private static RecordSelection PrimaryKeys(PersonTable table) => Selection("id", table.KeysOf(1).Select(key => $"{key}"));

    private static RecordSelection Selection(string field, IEnumerable<string> keys) =>
        new() { Collection = PersonTable.Name, KeySets = [new KeySet { Fields = [field], Keys = keys.Select(KeyTuple.Of).ToAsyncEnumerable() }] };
}
