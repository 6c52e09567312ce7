using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PrivacyFunctions.Local.Demo.Client;

/// <summary>Calls of the public API, as a browser or a script makes them.</summary>
internal sealed class ApiClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server };

    /// <summary>The address of the server.</summary>
    public Uri Server { get; } = server;

    public async Task<T> ReadAsync<T>(HttpMethod method, string path, string? token, HttpContent? body, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var answer = await SendAsync(method, path, token, body, cancellation);
        return await answer.Content.ReadFromJsonAsync(type, cancellation) ?? throw new DemoFailure($"{method} {path} answered without a body.");
    }

    /// <summary>Sends one request; anything but success ends the demo with the problem's own words.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw new DemoFailure($"{method} {path} was answered with {(int)answer.StatusCode}: {await ReasonAsync(answer, cancellation)}");
    }

    /// <summary>Sends a conditional GET; null when nothing changed since the tag.</summary>
    public async Task<(T Value, EntityTagHeaderValue? Tag)?> PollAsync<T>(
        string path, string token, EntityTagHeaderValue? seen, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (seen is not null) request.Headers.IfNoneMatch.Add(seen);
        using var answer = await _http.SendAsync(request, cancellation);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotModified) return null;
        if (!answer.IsSuccessStatusCode) throw new DemoFailure($"GET {path} was answered with {(int)answer.StatusCode}: {await ReasonAsync(answer, cancellation)}");
        var value = await answer.Content.ReadFromJsonAsync(type, cancellation);
        return (value!, answer.Headers.ETag);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync(DemoJson.Default.Problem, cancellation);
            return problem?.Detail ?? problem?.Title ?? "no reason given";
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }
}
