using System.Net.Http.Json;

namespace PrivacyFunctions.Local.Demo.Client;

/// <summary>What a person does with the API: ask, prove who they are, look how far it is, fetch the answer.</summary>
internal sealed class PersonClient(ApiClient api)
{
    public Task<Filed> FileAsync(Filing filing, CancellationToken cancellation) =>
        api.ReadAsync(HttpMethod.Post, "/api/requests", token: null, JsonContent.Create(filing, DemoJson.Default.Filing), DemoJson.Default.Filed, cancellation);

    public async Task VerifyAsync(Filed filed, string code, CancellationToken cancellation)
    {
        using var answer = await api.SendAsync(
            HttpMethod.Post, $"/api/requests/{filed.RequestId}/verification", filed.TrackingToken, Typed(code), cancellation);
    }

    public Task<PersonView> LookAsync(Filed filed, CancellationToken cancellation) =>
        api.ReadAsync(HttpMethod.Get, $"/api/requests/{filed.RequestId}", filed.TrackingToken, body: null, DemoJson.Default.PersonView, cancellation);

    public async Task AskForDownloadCodeAsync(Filed filed, CancellationToken cancellation)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, $"/api/requests/{filed.RequestId}/download-code", filed.TrackingToken, body: null, cancellation);
    }

    public Task<DownloadGrant> TradeCodeAsync(Filed filed, string code, CancellationToken cancellation) => api.ReadAsync(
        HttpMethod.Post, $"/api/requests/{filed.RequestId}/download-token", filed.TrackingToken, Typed(code), DemoJson.Default.DownloadGrant, cancellation);

    /// <summary>Saves the bundle; a half one never stands under the final name.</summary>
    public async Task DownloadAsync(Filed filed, DownloadGrant grant, string file, CancellationToken cancellation)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, $"/api/requests/{filed.RequestId}/bundle", grant.DownloadToken, body: null, cancellation);
        await SaveAsync(answer, file, cancellation);
    }

    /// <summary>Saves the receipt of a deletion.</summary>
    public async Task DownloadReceiptAsync(Filed filed, DownloadGrant grant, string file, CancellationToken cancellation)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, $"/api/requests/{filed.RequestId}/receipt", grant.DownloadToken, body: null, cancellation);
        await SaveAsync(answer, file, cancellation);
    }

    /// <summary>Saves the public signing keys, so that the bundle can be verified without the server.</summary>
    public async Task SaveKeysAsync(string file, CancellationToken cancellation)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/api/keys", token: null, body: null, cancellation);
        await SaveAsync(answer, file, cancellation);
    }

    private static JsonContent Typed(string code) => JsonContent.Create(new TypedCode(code), DemoJson.Default.TypedCode);

    private static async Task SaveAsync(HttpResponseMessage answer, string file, CancellationToken cancellation)
    {
        var part = $"{file}.part";
        await using (var target = File.Create(part)) await answer.Content.CopyToAsync(target, cancellation);
        File.Move(part, file, overwrite: true);
    }
}
