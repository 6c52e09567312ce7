using System.Diagnostics;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Benchmarks.Recovery;

/// <summary>
/// P13, second half. The engine starts over 10,000 orchestrations that were under way: until each activity is its own again and queued to run.
/// Divided by reading every row of the same tables.
/// </summary>
internal sealed class Takeover : IMeasure
{
    private const int Starts = 3;
    private static readonly string[] Tables = ["durable_instances", "durable_history", "durable_activities", "durable_inbox", "durable_timers"];

    public string Id => "P13b";

    public string Title => "Time until 10,000 orchestrations under way are resumed after a crash, divided by a scan of their rows";

    public Target Target { get; } = new(10, 3, LessIsBetter: true);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        var crashed = Path.Combine(context.Directory, "crashed");
        await CrashedData.MakeAsync(crashed, cancellation);
        var (scans, starts) = (new List<double>(), new List<double>());
        for (var i = 0; i < Starts; i++)
        {
            var copy = Path.Combine(context.Directory, $"copy{i}");
            CrashedData.Copy(crashed, copy);
            using var database = CrashedData.Open(copy);
            scans.Add(await ScanAsync(database, cancellation));
            await using var engine = CrashedData.Engine(database, TimeSpan.Zero);
            var began = Stopwatch.GetTimestamp();
            await engine.StartAsync(cancellation);
            starts.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        var (scan, start) = (Statistics.Median(scans), Statistics.Median(starts));
        return new Round
        {
            Ratio = start / scan,
            Peer = scan,
            Figures = new Dictionary<string, double> { ["resumed ms"] = start, ["scan ms"] = scan, ["orchestrations"] = CrashedData.Instances },
        };
    }

    private static async Task<double> ScanAsync(SqliteDatabase database, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await database.ReadAsync(session => Tables.Sum(table => Scan(session, table)), cancellation);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static long Scan(SqliteSession session, string table)
    {
        var columns = (int)session.Scalar($"SELECT count(*) FROM pragma_table_info('{table}')")!.Value;
        return session.Query($"SELECT * FROM {table}", row => Enumerable.Range(0, columns).Sum(column => row.BlobOrNull(column)?.Length ?? 0)).Sum();
    }
}
