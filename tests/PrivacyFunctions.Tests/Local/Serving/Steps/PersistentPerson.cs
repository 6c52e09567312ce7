using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MimeKit;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>Someone who asks for their data and repeats each call, under its idempotency key, until it is answered.</summary>
internal sealed partial class PersistentPerson(MortalServer server, string address, string right = "access")
{
    private const int MostTries = 5;
    private const int Patience = 6;
    private readonly HashSet<string> _read = [];
    private int _dropped;
    private string? _trackingToken;

    public string RequestId { get; private set; } = "";

    public async Task FileAsync()
    {
        var filed = Json(await PostAsync("", new { right, residence = "DE", identities = new { email = address } }, HttpStatusCode.Accepted));
        RequestId = filed.GetProperty("requestId").GetString()!;
        _trackingToken = filed.GetProperty("trackingToken").GetString();
    }

    /// <summary>Sends the code; where it is dead by then, a fresh one.</summary>
    public async Task VerifyAsync()
    {
        while (await TryAsync("/verification", new { code = await CodeAsync("confirm", ResendAsync) }) is null) await ResendAsync();
    }

    public Task<byte[]> DownloadAsync() => FetchAsync("/bundle");

    public Task<byte[]> ReceiptAsync() => FetchAsync("/receipt");

    /// <summary>Staff approve the plan as it is now.</summary>
    public async Task ApproveAsync()
    {
        var plan = Json(await SendAsync(HttpMethod.Get, $"/api/staff/requests/{RequestId}/plan", MortalServer.StaffToken, null, HttpStatusCode.OK));
        var decision = new { decision = "approve", reason = "Checked.", planHash = plan.GetProperty("planHash").GetString() };
        await SendAsync(HttpMethod.Post, $"/api/staff/requests/{RequestId}/decision", MortalServer.StaffToken, decision, HttpStatusCode.OK);
    }

    public async Task<JsonElement> ReadAsync() => Json(await CallAsync(HttpMethod.Get, "", _trackingToken, null, HttpStatusCode.OK));

    /// <summary>Looks again until something is there, and notices when the server died meanwhile.</summary>
    public async Task<T> WaitAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        T? found = null;
        for (var patience = Patience; found is null; patience--)
        {
            try
            {
                await Durable.Waiting.UntilAsync(async () =>
                {
                    await server.HttpAsync();
                    return (found = await look()) is not null;
                });
            }
            catch (OperationCanceledException) when (patience > 1)
            {
                // A decision that was kept and not passed on before the death is passed on by a sweep, within a minute.
            }
        }

        return found!;
    }

    private async Task<byte[]> FetchAsync(string path)
    {
        while (true)
        {
            await AskForCodeAsync();
            if (await TryAsync("/download-token", new { code = await CodeAsync("download", AskForCodeAsync) }) is not { } token) continue;
            var (status, content) = await AskAsync(HttpMethod.Get, $"/api/requests/{RequestId}{path}", Json(token).GetProperty("downloadToken").GetString(), null, HttpStatusCode.OK, HttpStatusCode.Gone);
            if (status == HttpStatusCode.OK) return content;
        }
    }

    /// <summary>The answer; null when the code is dead.</summary>
    private async Task<byte[]?> TryAsync(string path, object body)
    {
        var (status, content) = await AskAsync(HttpMethod.Post, $"/api/requests/{RequestId}{path}", _trackingToken, body, HttpStatusCode.OK, HttpStatusCode.Gone);
        return status == HttpStatusCode.OK ? content : null;
    }

    private static JsonElement Json(byte[] body) => JsonSerializer.Deserialize<JsonElement>(body);

    private Task ResendAsync() => PostAsync("/verification/resend", null, HttpStatusCode.Accepted);

    private Task AskForCodeAsync() => PostAsync("/download-code", null, HttpStatusCode.Accepted);

    /// <summary>The next code from the mail; one that was dead before its mail left never comes, so they ask for another.</summary>
    private Task<string> CodeAsync(string purpose, Func<Task> again) => WaitAsync(async () =>
    {
        if (server.Log.Lines.Count(line => line.Contains("was dropped", StringComparison.Ordinal) && line.Contains("Code)", StringComparison.Ordinal)) > _dropped)
        {
            _dropped++;
            await again();
        }

        foreach (var file in Directory.EnumerateFiles(server.Data.Outbox, "*.eml").Where(file => !_read.Contains(file)))
        {
            using var message = await MimeMessage.LoadAsync(file);
            if (!message.Subject!.Contains($"code to {purpose}", StringComparison.Ordinal)) continue;
            _read.Add(file);
            return Code().Match(message.TextBody!).Value;
        }

        return null;
    });

    private Task<byte[]> PostAsync(string path, object? body, HttpStatusCode expected) => CallAsync(HttpMethod.Post, path, _trackingToken, body, expected);

    private Task<byte[]> CallAsync(HttpMethod method, string path, string? token, object? body, HttpStatusCode expected) =>
        SendAsync(method, RequestId.Length == 0 ? "/api/requests" : $"/api/requests/{RequestId}{path}", token, body, expected);

    private async Task<byte[]> SendAsync(HttpMethod method, string path, string? token, object? body, HttpStatusCode expected) =>
        (await AskAsync(method, path, token, body, expected)).Content;

    private async Task<(HttpStatusCode Status, byte[] Content)> AskAsync(HttpMethod method, string path, string? token, object? body, params HttpStatusCode[] expected)
    {
        var key = Guid.NewGuid().ToString();
        for (var tries = 1; ; tries++)
        {
            var http = await server.HttpAsync();
            using var call = new HttpRequestMessage(method, path);
            if (token is not null) call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (method == HttpMethod.Post) call.Headers.Add("Idempotency-Key", key);
            if (body is not null) call.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(call);
            var content = await answer.Content.ReadAsByteArrayAsync();
            if (expected.Contains(answer.StatusCode)) return (answer.StatusCode, content);
            var isFault = (int)answer.StatusCode >= 500 && tries < MostTries;
            Assert.True(isFault, $"{method} {path} was answered with {answer.StatusCode}: {Encoding.UTF8.GetString(content)}");
            await server.Healed;
        }
    }

    [GeneratedRegex(@"(?<=^|\n)\d{8}(?=\r?\n|$)")]
    private static partial Regex Code();
}
