using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>An access request from filing to download, whatever happens to the server meanwhile: one answer, whole and as signed.</summary>
internal static class AnsweredOnce
{
    /// <summary>Files, proves, waits for the end, fetches the bundle and looks at it.</summary>
    public static async Task<PersistentPerson> RunAsync(MortalServer server)
    {
        var person = new PersistentPerson(server, TinySystem.Address);
        await person.FileAsync();
        await person.VerifyAsync();
        await person.WaitAsync(async () => Text(await person.ReadAsync(), "status") == "completed" ? "completed" : null);
        var bundle = await person.DownloadAsync();
        await SettleAsync(server, person);
        await AssertOneRequestAsync(server, person);
        await AssertOneBundleAsync(server, person, bundle);
        return person;
    }

    /// <summary>The last mail may still be on its way, and the server may die over it.</summary>
    private static Task SettleAsync(MortalServer server, PersistentPerson person) => person.WaitAsync(async () =>
    {
        var left = await server.Services.GetRequiredService<SqliteDatabase>().ReadAsync(
            session => session.Scalar("SELECT (SELECT count(*) FROM notices) + (SELECT count(*) FROM durable_activities) + (SELECT count(*) FROM durable_inbox)"),
            CancellationToken.None);
        var queue = await server.Services.GetRequiredService<MessageBroker>().CountAsync(MessageEntities.VerifiedRequests, CancellationToken.None);
        var status = await StaffAsync(server, $"/{person.RequestId}/status");
        return left == 0 && queue == new QueueCounts(0, 0, 0) && Text(status, "runtimeStatus") == "Completed" ? "settled" : null;
    });

    private static async Task AssertOneRequestAsync(MortalServer server, PersistentPerson person)
    {
        // A look by staff is on record before they see anything, so it can fail too.
        var list = await person.WaitAsync<object>(async () => await StaffAsync(server, "") is var answer && answer.TryGetProperty("items", out var items) ? items : null);
        var listed = Assert.Single(((JsonElement)list).EnumerateArray());
        Assert.Equal(person.RequestId, Text(listed, "requestId"));
        var request = await person.ReadAsync();
        Assert.Equal(("completed", "fulfilled"), (Text(request, "status"), Text(request, "outcome")));
    }

    private static async Task AssertOneBundleAsync(MortalServer server, PersistentPerson person, byte[] bundle)
    {
        var offered = Assert.Single((await person.ReadAsync()).GetProperty("bundles").EnumerateArray());
        Assert.Equal(1, offered.GetProperty("version").GetInt32());
        Assert.True(offered.GetProperty("complete").GetBoolean());
        Assert.Equal(offered.GetProperty("sizeBytes").GetInt64(), bundle.LongLength);
        Assert.Equal(Text(offered, "sha256"), Convert.ToHexStringLower(SHA256.HashData(bundle)));
        var keys = await server.Services.GetRequiredService<ISigningKeys>().ListAsync(CancellationToken.None);
        var verdict = Assert.IsType<BundleVerdict.Valid>(await BundleVerifier.VerifyAsync(new MemoryStream(bundle), keys, CancellationToken.None));
        Assert.Equal(3, Assert.Single(verdict.Manifest.Systems).Records);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(server.Data.Blobs, "bundles"), "*", SearchOption.AllDirectories));
    }

    private static async Task<JsonElement> StaffAsync(MortalServer server, string path)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, $"/api/staff/requests{path}");
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", MortalServer.StaffToken);
        using var answer = await (await server.HttpAsync()).SendAsync(call);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync());
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
