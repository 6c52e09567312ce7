using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PrivacyFunctions.Benchmarks.Http;

/// <summary>The peer: Kestrel with a POST that reads and writes JSON and a GET that writes some, and nothing else.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BareServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<BareServer> StartAsync(CancellationToken cancellation, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRouting();
        var app = builder.Build();
        app.UseRouting();
        app.MapPost("/echo", (RequestDelegate)(async http =>
        {
            var body = await http.Request.ReadFromJsonAsync(BareJson.Default.EchoBody, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            await http.Response.WriteAsJsonAsync(body!, BareJson.Default.EchoBody, cancellationToken: http.RequestAborted);
        }));
        app.MapGet("/item", (RequestDelegate)(http => http.Response.WriteAsJsonAsync(Sample, BareJson.Default.EchoBody, cancellationToken: http.RequestAborted)));
        await app.StartAsync(cancellation);
        return new BareServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static EchoBody Sample { get; } = new("access", new Dictionary<string, string> { ["email"] = "person@example.org" }, "DE");
}

internal sealed record EchoBody(string Right, Dictionary<string, string> Identities, string Residence);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EchoBody))]
internal sealed partial class BareJson : JsonSerializerContext;
