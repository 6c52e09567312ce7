using System.Diagnostics;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>
/// P4. A million rows of eight columns, found by ten keys: once by <c>psql COPY … TO STDOUT csv</c> into /dev/null, once by the connector
/// into a stream of JSON that nobody keeps; by turns.
/// </summary>
internal sealed class RowsToJson : IMeasure
{
    private const int Rows = 1_000_000;
    private const int Keys = 10;

    public string Id => "P4";

    public string Title => "rows per second from PostgreSQL through the connector into JSON, divided by psql COPY of the same rows as CSV to /dev/null";

    public Target Target { get; } = new(0.5, 1.0);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        var source = await OrderTable.CreateAsync(Rows, Keys, cancellation);
        var connection = new Connection { Dataset = "shop", Kind = "postgresql", Settings = new Dictionary<string, string> { ["connection_string"] = source.ConnectionString } };
        await using var system = new PostgreSqlConnector().Connect(connection);
        List<double> product = [], peer = [];
        var began = Stopwatch.GetTimestamp();
        var allocated = 0L;
        do
        {
            peer.Add(await source.CopyAsync(cancellation));
            var before = GC.GetTotalAllocatedBytes();
            product.Add(await ReadAsync(system, cancellation));
            allocated = GC.GetTotalAllocatedBytes() - before;
        }
        while (Stopwatch.GetElapsedTime(began) < context.Duration || peer.Count < 3);
        await source.DropAsync(cancellation);
        var (ours, theirs) = (Rows / Statistics.Median(product), Rows / Statistics.Median(peer));
        return new Round
        {
            Ratio = ours / theirs,
            Peer = theirs,
            Figures = new Dictionary<string, double>
            {
                ["connector rows/s"] = ours,
                ["psql rows/s"] = theirs,
                ["allocated bytes/row"] = (double)allocated / Rows,
            },
        };
    }

    private static async Task<double> ReadAsync(IConnectedSystem system, CancellationToken cancellation)
    {
        var query = new RecordQuery
        {
            Collection = OrderTable.Name,
            Fields = OrderTable.Columns,
            KeySets = [new KeySet { Fields = ["customer"], Keys = Enumerable.Range(0, Keys).Select(key => KeyTuple.Of($"{key}")).ToAsyncEnumerable() }],
            RowCap = long.MaxValue,
        };
        var started = Stopwatch.GetTimestamp();
        await using var reader = await system.ReadAsync(query, cancellation);
        var rows = await JsonRows.WriteAsync(reader, Stream.Null, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return rows == Rows ? elapsed : throw new InvalidOperationException($"{rows} rows came instead of {Rows}.");
    }
}
