using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PrivacyFunctions.Benchmarks.Http;
using PrivacyFunctions.Benchmarks.Measuring;

namespace PrivacyFunctions.Benchmarks.Growth;

/// <summary>
/// P12 (c) and (d). How long filing takes where many requests are kept, divided by how long it takes where few are; one call after the other,
/// alternating. And what the many cost while nothing happens: heap, and statements in two seconds.
/// </summary>
internal sealed class FilingAmongMany(string id, string kept, bool open, int few, int many, Target target) : IMeasure
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(2);

    public string Id => id;

    public string Title => string.Create(
        CultureInfo.InvariantCulture, $"Time of a filing among {many:N0} {kept}, divided by the time among {few:N0} of them");

    public Target Target => target;

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var small = await KeptRequests.StartAsync(Path.Combine(context.Directory, "few"), open, few, cancellation);
        await using var large = await KeptRequests.StartAsync(Path.Combine(context.Directory, "many"), open, many, cancellation);
        var idleFew = await small.StatementsWithinAsync(Watched, cancellation);
        var idleMany = await large.StatementsWithinAsync(Watched, cancellation);
        using var client = new HttpClient();
        var (among, alone) = (new List<double>(), new List<double>());
        var began = Stopwatch.GetTimestamp();
        for (var n = 0L; Stopwatch.GetElapsedTime(began) < context.Duration; n++)
        {
            alone.Add(await FileAsync(client, small, n, cancellation));
            among.Add(await FileAsync(client, large, n, cancellation));
        }

        return new Round
        {
            Ratio = Statistics.Median(among) / Statistics.Median(alone),
            Peer = Statistics.Median(alone),
            PeerSpread = Statistics.Spread(alone),
            Figures = new Dictionary<string, double>
            {
                ["ms among few"] = Statistics.Median(alone),
                ["ms among many"] = Statistics.Median(among),
                ["heap bytes per request kept"] = Math.Max(0, (double)(large.HeapGrowth - small.HeapGrowth) / (many - few)),
                ["idle statements, few"] = idleFew,
                ["idle statements, many"] = idleMany,
            },
        };
    }

    private static async Task<double> FileAsync(HttpClient client, KeptRequests server, long number, CancellationToken cancellation)
    {
        using var content = new StringContent(MeasuredServer.Filing(number), Encoding.UTF8, "application/json");
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri(server.Address, "/api/requests"), content, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.Accepted ? elapsed : throw new InvalidOperationException($"Answered {(int)answer.StatusCode}.");
    }
}
