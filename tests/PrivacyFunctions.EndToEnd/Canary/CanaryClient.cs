using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>
/// One person's calls, from a network address of their own. Each is repeated under its idempotency key, in which are canaries too, until it is answered,
/// whatever happens to the server meanwhile.
/// </summary>
/// <param name="http">The server as it runs now.</param>
/// <param name="number">Whose calls these are.</param>
internal sealed class CanaryClient(Func<HttpClient> http, int number)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly JsonSerializerOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private int _calls;

    public Task<Answer> PostAsync(string path, string? token, object? body = null) => CallAsync(HttpMethod.Post, path, token, body);

    public Task<Answer> GetAsync(string path, string? token) => CallAsync(HttpMethod.Get, path, token, null);

    public Task<Answer> StaffAsync(string path, object? body = null) =>
        CallAsync(body is null ? HttpMethod.Get : HttpMethod.Post, "/api/staff/" + path, PrivacyProcess.StaffToken, body);

    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="token">The bearer token.</param>
    /// <param name="body">What is sent as JSON, unless it is bytes.</param>
    /// <param name="key">The idempotency key; one of its own when not given.</param>
    /// <param name="type">The media type of the body.</param>
    public async Task<Answer> CallAsync(HttpMethod method, string path, string? token, object? body, string? key = null, string type = "application/json")
    {
        key ??= string.Create(CultureInfo.InvariantCulture, $"{Canaries.Idempotency}-{number}-{Interlocked.Increment(ref _calls)}");
        var content = body as byte[] ?? (body is null ? null : Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body, AsIs)));
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await TryAsync(method, path, token, content, key, type) is { } answer) return answer;
            await Task.Delay(Pause, patience.Token);
        }
    }

    private async Task<Answer?> TryAsync(HttpMethod method, string path, string? token, byte[]? content, string key, string type)
    {
        try
        {
            var answer = await http().CallAsync(method, path, token, content is null ? null : new ByteArrayContent(content), request =>
            {
                request.Headers.TryAddWithoutValidation("X-Forwarded-For", Canaries.NetworkOf(number));
                request.Headers.TryAddWithoutValidation("User-Agent", $"{Canaries.Agent}-{number}");
                if (method == HttpMethod.Post) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                request.Content?.Headers.TryAddWithoutValidation("Content-Type", type);
            });
            return answer.Status == HttpStatusCode.InternalServerError ? null : answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Killed before it answered, or not up again yet.
            return null;
        }
    }
}
