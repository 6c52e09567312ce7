using System.Net.Sockets;
using System.Text;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>Calls that are refused, with canaries in every part of them: broken, oversized, unknown, not allowed.</summary>
internal static class CanaryBadCalls
{
    private const string Filing = "/api/requests";

    private static readonly IReadOnlyList<Func<Caller, Task>> All =
    [
        caller => caller.FileAsync($"{{\"{caller.Stray}"),
        caller => caller.FileAsync($$$"""{"right":"{{{caller.Stray}}}","identities":{"email":"{{{caller.Stray}}}"}}"""),
        caller => caller.FileAsync($$$"""{"{{{caller.Stray}}}":"{{{caller.Address}}}","right":["{{{caller.Stray}}}"],"identities":{"{{{caller.Stray}}}":{"email":"{{{caller.Address}}}"} } }"""),
        caller => caller.FileAsync($$$"""{"right":"access","identities":{"email":"{{{caller.Address}}}@@","{{{caller.Stray}}}":"x" },"residence":"{{{caller.Stray}}}"}"""),
        caller => caller.FileAsync($$$"""{"right":"objection","identities":{"email":"{{{caller.Address}}}"},"note":"{{{caller.Stray}}}"}"""),
        caller => caller.FileAsync($$$"""{"right":"access","relationship":"agent","agent":{"name":"{{{caller.Stray}}}"},"identities":{"email":"{{{caller.Address}}}"} }"""),
        caller => caller.FileAsync($$$"""{"right":"access","identities":{"email":"{{{caller.Address}}}"},"categories":["user.{{{Canaries.Stray}}}","{{{caller.Stray}}}"]}"""),
        caller => caller.FileAsync($$$"""{"right":"access","note":"{{{string.Concat(Enumerable.Repeat(caller.Stray, 4000))}}}"}"""),
        caller => caller.FileAsync(string.Concat(Enumerable.Repeat($$"""{"{{caller.Stray}}":""", 500))),
        caller => caller.Client.CallAsync(HttpMethod.Post, Filing, null, (byte[])[.. Encoding.UTF8.GetBytes($"{{\"right\":\"{caller.Stray}"), 0xff, 0xc0, (byte)'"', (byte)'}']),
        caller => caller.Client.CallAsync(HttpMethod.Post, Filing, null, caller.Stray, type: $"text/{Canaries.Stray}"),
        caller => caller.Client.CallAsync(HttpMethod.Post, Filing, null, "{}", key: string.Concat(Enumerable.Repeat(caller.Stray, 20))),
        caller => caller.Client.GetAsync($"/api/requests/{caller.Stray}?email={caller.Address}", caller.Stray),
        caller => caller.Client.GetAsync($"/{caller.Stray}/{caller.Address}?{caller.Stray}={caller.Address}", null),
        caller => caller.Client.GetAsync($"/api/requests/{caller.RequestId}/bundle?version={caller.Stray}", caller.Stray),
        caller => caller.Client.CallAsync(HttpMethod.Patch, $"/api/requests/{caller.RequestId}?name={caller.Stray}", caller.Token, new { name = caller.Stray }),
        caller => caller.Client.PostAsync($"/api/requests/{caller.RequestId}/verification", caller.Token, new { code = caller.Stray }),
        caller => caller.Client.PostAsync($"/api/requests/{caller.RequestId}/download-token", caller.Token, new { code = caller.Stray, name = caller.Stray }),
        caller => caller.Client.CallAsync(HttpMethod.Post, $"/r/{caller.RequestId}/not-me", null, $"token={caller.Stray}", type: "application/x-www-form-urlencoded"),
        caller => caller.Client.GetAsync($"/api/staff/requests?status={caller.Stray}", caller.Stray),
        caller => caller.Client.StaffAsync($"requests?status={caller.Stray}&right={caller.Stray}&cursor={caller.Stray}&dueBefore={caller.Stray}"),
        caller => caller.Client.StaffAsync($"requests/{caller.RequestId}/decision", new { decision = caller.Stray, ground = caller.Stray, reason = caller.Stray, excludeDatasets = new[] { caller.Stray }, planHash = caller.Stray }),
        caller => caller.Client.StaffAsync($"requests/{caller.RequestId}/decision", new { decision = "deny", ground = "excessive", reason = caller.Stray, planHash = caller.Stray }),
        caller => caller.Client.StaffAsync($"requests/{caller.RequestId}/skip", new { datasets = new[] { caller.Stray }, reason = caller.Stray }),
        caller => caller.Client.StaffAsync($"requests/{caller.RequestId}/verification", new { identities = new[] { caller.Stray }, method = caller.Stray, reason = caller.Stray }),
        caller => caller.Client.StaffAsync($"requests/{caller.RequestId}/audit?since={caller.Stray}"),
        caller => caller.SpeakAsync($"GET /{caller.Stray} {caller.Address} HTTP/1.1\r\nHost: {caller.Stray}\r\n\r\n"),
        caller => caller.SpeakAsync($"GET /api/health HTTP/1.1\r\nHost: {caller.Address}\r\n{caller.Stray}\0: {caller.Stray}\r\n\r\n"),
        caller => caller.SpeakAsync($"POST /api/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"name\":\"{caller.Stray}"),
        caller => caller.SpeakAsync($"POST /api/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{caller.Stray}\r\n"),
    ];

    /// <summary>Some of them, others for everybody: after a few dozen people each was made.</summary>
    public static async Task MakeAsync(CanaryClient client, Func<HttpClient> http, int number, string requestId, string token)
    {
        const int Each = 3;
        var caller = new Caller(client, http, number, requestId, token);
        for (var i = 0; i < Each; i++) await All[((number * Each) + i) % All.Count](caller);
    }

    private sealed record Caller(CanaryClient Client, Func<HttpClient> Http, int Number, string RequestId, string Token)
    {
        public string Stray => $"{Canaries.Stray}-{Number}";

        public string Address => Canaries.Address(Number);

        public Task<Answer> FileAsync(string body) => Client.CallAsync(HttpMethod.Post, Filing, null, body);

        // What no client library would send. Whether it is answered is all the same.
        public async Task SpeakAsync(string words)
        {
            try
            {
                var server = Http().BaseAddress!;
                using var socket = new TcpClient(server.Host, server.Port);
                await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(words));
                socket.Client.Shutdown(SocketShutdown.Send);
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await socket.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, patience.Token);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or InvalidOperationException)
            {
                // Hung up, or killed meanwhile.
            }
        }
    }
}
