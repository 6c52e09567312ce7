using System.Diagnostics;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>
/// P6. The rows of one person in PostgreSQL: counted by their primary keys, deleted by them in chunks, and counted again; divided by one
/// prepared DELETE of as many rows of another person by an indexed key; by turns.
/// </summary>
internal sealed class Erasure(string id, int rows, bool byPrimaryKey, Target target) : IMeasure
{
    public string Id => id;

    public string Title => $"time to count, delete in chunks and count again {rows} rows by {(byPrimaryKey ? "primary" : "the same")} key in PostgreSQL, divided by one DELETE of as many by an indexed key";

    public Target Target => target;

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var table = await PersonTable.CreateAsync(rows, cancellation);
        var connection = new Connection { Dataset = "shop", Kind = "postgresql", Settings = new Dictionary<string, string> { ["connection_string"] = table.ConnectionString } };
        await using var system = new PostgreSqlConnector().Connect(connection);
        List<double> peer = [], product = [], counting = [];
        var began = Stopwatch.GetTimestamp();
        do
        {
            await table.FillAsync(cancellation);
            if (peer.Count % 2 == 0) peer.Add(await table.DeleteAsync(0, cancellation));
            var (all, counts) = await EraseAsync(system, table, cancellation);
            product.Add(all);
            counting.Add(counts);
            if (peer.Count < product.Count) peer.Add(await table.DeleteAsync(0, cancellation));
        }
        while (Stopwatch.GetElapsedTime(began) < context.Duration || peer.Count < 4);
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
            },
        };
    }

    private async Task<(double All, double Counts)> EraseAsync(IConnectedSystem system, PersonTable table, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var before = await system.CountAsync(Selection(table), cancellation);
        var counted = Stopwatch.GetElapsedTime(started);
        var result = await system.ChangeAsync(new RecordChange.Delete { Rows = Selection(table), MostRows = before }, cancellation);
        var erased = Stopwatch.GetTimestamp();
        var after = await system.CountAsync(Selection(table), cancellation);
        var all = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (before, result.Deleted, after) == (rows, rows, 0)
            ? (all, (counted + Stopwatch.GetElapsedTime(erased)).TotalSeconds)
            : throw new InvalidOperationException($"Of {before} rows {result.Deleted} went and {after} are left.");
    }

    private RecordSelection Selection(PersonTable table) => new()
    {
        Collection = PersonTable.Name,
        KeySets =
        [
            byPrimaryKey
                ? new KeySet { Fields = ["id"], Keys = table.KeysOf(1).Select(key => KeyTuple.Of($"{key}")).ToAsyncEnumerable() }
                : new KeySet { Fields = ["person"], Keys = new[] { KeyTuple.Of("1") }.ToAsyncEnumerable() },
        ],
    };
}
