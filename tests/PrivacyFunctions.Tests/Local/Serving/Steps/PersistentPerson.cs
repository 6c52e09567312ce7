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
    private const int Patience = 4;
    private string? _trackingToken;

    public string RequestId { get; private set; } = "";

    public async Task FileAsync()
    {
        var filed = Json(await PostAsync("", new { right, residence = "DE", identities = new { email = address } }, HttpStatusCode.Accepted));
        RequestId = filed.GetProperty("requestId").GetString()!;
        _trackingToken = filed.GetProperty("trackingToken").GetString();
    }

    public async Task VerifyAsync() => await PostAsync("/verification", new { code = await CodeAsync("confirm") }, HttpStatusCode.OK);

    public async Task<byte[]> DownloadAsync()
    {
        await PostAsync("/download-code", null, HttpStatusCode.Accepted);
        var token = Json(await PostAsync("/download-token", new { code = await CodeAsync("download") }, HttpStatusCode.OK));
        return await CallAsync(HttpMethod.Get, "/bundle", token.GetProperty("downloadToken").GetString(), null, HttpStatusCode.OK);
    }

    public async Task<byte[]> ReceiptAsync()
    {
        await PostAsync("/download-code", null, HttpStatusCode.Accepted);
        var token = Json(await PostAsync("/download-token", new { code = await CodeAsync("download") }, HttpStatusCode.OK));
        return await CallAsync(HttpMethod.Get, "/receipt", token.GetProperty("downloadToken").GetString(), null, HttpStatusCode.OK);
    }

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

    private static JsonElement Json(byte[] body) => JsonSerializer.Deserialize<JsonElement>(body);

    private Task<string> CodeAsync(string purpose) => WaitAsync(async () =>
    {
        foreach (var file in Directory.EnumerateFiles(server.Data.Outbox, "*.eml"))
        {
            using var message = await MimeMessage.LoadAsync(file);
            if (message.Subject!.Contains($"code to {purpose}", StringComparison.Ordinal)) return Code().Match(message.TextBody!).Value;
        }

        return null;
    });

    private Task<byte[]> PostAsync(string path, object? body, HttpStatusCode expected) => CallAsync(HttpMethod.Post, path, _trackingToken, body, expected);

    private Task<byte[]> CallAsync(HttpMethod method, string path, string? token, object? body, HttpStatusCode expected) =>
        SendAsync(method, RequestId.Length == 0 ? "/api/requests" : $"/api/requests/{RequestId}{path}", token, body, expected);

    private async Task<byte[]> SendAsync(HttpMethod method, string path, string? token, object? body, HttpStatusCode expected)
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
            if (answer.StatusCode == expected) return content;
            var isFault = (int)answer.StatusCode >= 500 && tries < MostTries;
            Assert.True(isFault, $"{method} {path} was answered with {answer.StatusCode}: {Encoding.UTF8.GetString(content)}");
        }
    }

    [GeneratedRegex(@"(?<=^|\n)\d{8}(?=\r?\n|$)")]
    private static partial Regex Code();
}
