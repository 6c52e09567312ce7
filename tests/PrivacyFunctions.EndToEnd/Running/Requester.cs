using System.Net;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>A person with one request: the public calls.</summary>
internal sealed class Requester(PrivacyProcess server, string address, string requestId, string trackingToken)
{
    public string RequestId => requestId;

    public string TrackingToken => trackingToken;

    /// <summary>Files an access request by e-mail, with further claims where given.</summary>
    public static async Task<Requester> FileAsync(PrivacyProcess server, string address, IReadOnlyDictionary<string, string>? claims = null, string? note = null, string? name = null, string right = "access")
    {
        var identities = new Dictionary<string, string>(claims ?? new Dictionary<string, string>()) { ["email"] = address };
        var body = new { right, residence = "DE", identities, note, name };
        var filed = (await server.Http.CallAsync(HttpMethod.Post, "/api/requests", body: body)).Expect(HttpStatusCode.Accepted);
        return new Requester(server, address, filed["requestId"], filed["trackingToken"]);
    }

    /// <summary>Files, proves the address and waits for the end.</summary>
    public static async Task<Requester> AskAsync(PrivacyProcess server, string address, IReadOnlyDictionary<string, string>? claims = null)
    {
        var requester = await FileAsync(server, address, claims);
        await requester.VerifyAsync();
        await server.Staff.WaitAsync(requester.RequestId, "completed", "partially-completed");
        return requester;
    }

    /// <summary>One call about this request with its tracking token, unless another token is given.</summary>
    public Task<Answer> CallAsync(HttpMethod method, string path = "", object? body = null, string? token = null, Action<HttpRequestMessage>? adjust = null) =>
        server.Http.CallAsync(method, $"/api/requests/{requestId}{path}", token ?? trackingToken, body, adjust);

    /// <summary>Sends the code from the mail.</summary>
    public async Task VerifyAsync() =>
        (await CallAsync(HttpMethod.Post, "/verification", new { code = await server.Outbox.NextCodeAsync(address) })).Expect(HttpStatusCode.OK);

    /// <summary>The request as the person sees it.</summary>
    public async Task<Answer> ReadAsync() => (await CallAsync(HttpMethod.Get)).Expect(HttpStatusCode.OK);

    /// <summary>Asks for a download code and trades it for a token.</summary>
    public async Task<string> DownloadTokenAsync()
    {
        (await CallAsync(HttpMethod.Post, "/download-code")).Expect(HttpStatusCode.Accepted);
        var code = await server.Outbox.NextCodeAsync(address);
        return (await CallAsync(HttpMethod.Post, "/download-token", new { code })).Expect(HttpStatusCode.OK)["downloadToken"];
    }

    /// <summary>Fetches the bundle with a fresh code.</summary>
    public async Task<BundleFile> DownloadAsync()
    {
        var answer = (await CallAsync(HttpMethod.Get, "/bundle", token: await DownloadTokenAsync())).Expect(HttpStatusCode.OK);
        return new BundleFile(answer.Body);
    }
}
