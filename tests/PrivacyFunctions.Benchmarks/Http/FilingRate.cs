using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Benchmarks.Http;

/// <summary>P8: filings a second, validated, idempotent and durable, against bare Kestrel that echoes JSON, both at 64 connections.</summary>
internal sealed class FilingRate : IMeasure
{
    private const int Connections = 64;
    private const int Slices = 6;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(4);

    public string Id => "P8";

    public string Title => "Filings a second (validated, idempotent, durable with FULL) divided by a bare Kestrel POST that echoes JSON, 64 connections";

    public Target Target { get; } = new(0.15, 0.40);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var bare = await BareServer.StartAsync(cancellation);
        await using var product = await MeasuredServer.StartAsync(context.Directory, cancellation);
        using var load = new Load(Connections);
        var counts = product.Services.GetRequiredService<SqliteDatabase>().Counts;
        var slice = context.Duration / (2 * Slices);
        var (peer, ours) = (new Answered([], default), new Answered([], default));
        // Both are warm before anything counts: a long-lived server is not measured by the compiler that runs beside its first requests.
        await EchoAsync(Warming);
        await FileAsync(Warming);
        var commits = counts.Commits;
        var (peerWork, ourWork) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var i = 0; i < Slices; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            peer += await EchoAsync(slice);
            var between = Environment.CpuUsage.TotalTime;
            ours += await FileAsync(slice);
            (peerWork, ourWork) = (peerWork + between - before, ourWork + Environment.CpuUsage.TotalTime - between);
        }

        return new Round
        {
            Ratio = ours.PerSecond / peer.PerSecond,
            Peer = peer.PerSecond,
            Figures = new Dictionary<string, double>
            {
                ["echoes/s"] = peer.PerSecond,
                ["filings/s"] = ours.PerSecond,
                ["median ms"] = ours.At(0.5),
                ["p99 ms"] = ours.At(0.99),
                ["CPU us per echo"] = peerWork.TotalMicroseconds / peer.Milliseconds.Count,
                ["CPU us per filing"] = ourWork.TotalMicroseconds / ours.Milliseconds.Count,
                ["commits per filing"] = (double)(counts.Commits - commits) / ours.Milliseconds.Count,
            },
        };

        Task<Answered> EchoAsync(TimeSpan time) =>
            load.RunAsync(n => Post(new Uri(bare.Address, "/echo"), n, key: false), HttpStatusCode.Accepted, time, cancellation);

        Task<Answered> FileAsync(TimeSpan time) =>
            load.RunAsync(n => Post(new Uri(product.Address, "/api/requests"), n, key: true), HttpStatusCode.Accepted, time, cancellation);
    }

    private static HttpRequestMessage Post(Uri address, long number, bool key)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(MeasuredServer.Filing(number), Encoding.UTF8, "application/json"),
        };
        if (key) message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        return message;
    }
}
