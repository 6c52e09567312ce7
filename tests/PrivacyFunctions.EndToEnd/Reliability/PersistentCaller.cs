using System.Net;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Reliability;

/// <summary>
/// A client that repeats a call until it has an answer, under the same idempotency key and with the same body, whatever happens to the
/// server meanwhile.
/// </summary>
internal sealed class PersistentCaller(PrivacyProcess server, AnswerCount answers)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<Answer> PostAsync(string path, string? token, object body)
    {
        var key = Guid.NewGuid().ToString();
        var json = JsonSerializer.Serialize(body);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await TryAsync(path, token, key, json) is { } answer) return answer;
            await Task.Delay(Pause, patience.Token);
        }
    }

    private async Task<Answer?> TryAsync(string path, string? token, string key, string json)
    {
        try
        {
            using var body = new StringContent(json, Encoding.UTF8, "application/json");
            var answer = await server.Http.CallAsync(HttpMethod.Post, path, token, body, request => request.Headers.Add("Idempotency-Key", key));
            if (answer.Status == HttpStatusCode.InternalServerError) return null;
            answers.Add();
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Killed before it answered, or not up again yet.
            return null;
        }
    }
}
