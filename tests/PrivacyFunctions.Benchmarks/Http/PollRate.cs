using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Benchmarks.Http;

/// <summary>P9: polls of a request's status with its token, against bare Kestrel that answers a GET with JSON.</summary>
internal sealed class PollRate : IMeasure
{
    private const int Connections = 32;
    private const int Slices = 6;

    public string Id => "P9";

    public string Title => "Status polls a second (token, ownership, read from the database) divided by a bare Kestrel GET, 32 connections";

    public Target Target { get; } = new(0.50, 0.75);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await using var bare = await BareServer.StartAsync(cancellation);
        await using var product = await MeasuredServer.StartAsync(context.Directory, cancellation);
        using var load = new Load(Connections);
        var (id, token) = await product.FileAsync(load.Client, cancellation);
        var unchanged = await ETagAsync(load.Client, product, id, cancellation);
        var counts = product.Services.GetRequiredService<SqliteDatabase>().Counts;
        var slice = context.Duration / (3 * Slices);
        var (peer, polls, staff) = (new Answered([], default), new Answered([], default), new Answered([], default));
        var commits = counts.Commits;
        for (var i = 0; i < Slices; i++)
        {
            peer += await load.RunAsync(_ => Get(new Uri(bare.Address, "/item"), "none"), HttpStatusCode.OK, slice, cancellation);
            polls += await load.RunAsync(_ => Get(new Uri(product.Address, $"/api/requests/{id}"), token), HttpStatusCode.OK, slice, cancellation);
            staff += await load.RunAsync(_ => Get(StatusOf(product, id), product.StaffToken, unchanged), HttpStatusCode.NotModified, slice, cancellation);
        }

        return new Round
        {
            Ratio = polls.PerSecond / peer.PerSecond,
            Peer = peer.PerSecond,
            Figures = new Dictionary<string, double>
            {
                ["bare GETs/s"] = peer.PerSecond,
                ["polls/s"] = polls.PerSecond,
                ["p99 ms"] = polls.At(0.99),
                ["staff polls/s, 304"] = staff.PerSecond,
                ["commits meanwhile"] = counts.Commits - commits,
            },
        };
    }

    private static async Task<string> ETagAsync(HttpClient client, MeasuredServer product, string id, CancellationToken cancellation)
    {
        using var message = Get(StatusOf(product, id), product.StaffToken);
        using var response = await client.SendAsync(message, cancellation);
        return response.Headers.ETag!.ToString();
    }

    private static Uri StatusOf(MeasuredServer product, string id) => new(product.Address, $"/api/staff/requests/{id}/status");

    private static HttpRequestMessage Get(Uri address, string token, string? unchanged = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (unchanged is not null) message.Headers.TryAddWithoutValidation("If-None-Match", unchanged);
        return message;
    }
}
