using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Retention;
using PrivacyFunctions.StaffConsole;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.Local;
using PrivacyFunctions.Tests.Local.Audit;

namespace PrivacyFunctions.Tests.Retention;

/// <summary>Time passes over the whole product: what is purged when, and that nothing of it can be read afterwards.</summary>
public sealed class PurgeTests
{
    [Fact]
    public Task A_bundle_and_its_key_go_with_its_retention_also_for_whoever_copied_the_folder_the_day_before() => ApiServer.WithOwnAsync(async server =>
    {
        var request = await server.FileAnsweredAsync();
        var id = RequestId.Parse(request.Id);
        using var yesterday = await CopyAsync(server);
        await PurgeAsync(server, TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        Assert.True(await CanReadBundleAsync(server, yesterday, id));

        await PurgeAsync(server, TimeSpan.FromDays(30));

        Assert.False(await CanReadBundleAsync(server, yesterday, id));
        Assert.Empty(await BlobsAsync(server, id));
        var party = await KeysOf(server).FindAsync(id, KeyPurpose.Party, default);
        Assert.NotNull(party);
        party.Dispose();
        Assert.Contains(await LoggedEntries.ReadAsync(server.Database), entry => entry.Kind == "retention.purged" && entry.Request == id && entry.Code == "payload" && entry.Facts["blobs"].Number > 0);
    });

    [Fact]
    public Task Contact_details_go_after_the_time_to_appeal_also_for_whoever_copied_the_folder_the_day_before() => ApiServer.WithOwnAsync(async server =>
    {
        var request = await server.FileAnsweredAsync();
        var id = RequestId.Parse(request.Id);
        using var yesterday = await CopyAsync(server);
        Assert.True(await CanReadPartyAsync(server, yesterday, id));

        await PurgeAsync(server, TimeSpan.FromDays(60) - TimeSpan.FromMinutes(1));
        Assert.True(await CanReadPartyAsync(server, yesterday, id));
        await PurgeAsync(server, TimeSpan.FromDays(60));

        Assert.False(await CanReadPartyAsync(server, yesterday, id));
        Assert.Null(await server.Services.GetRequiredService<IRequestStore>().ReadDocumentAsync(id, PartyDocument.DocumentName, default));
        Assert.Empty(await server.Services.GetRequiredService<IRequestStore>().ReadProgressAsync(id, default));
        var status = await server.GetAsync($"/api/requests/{request.Id}", request.Token);
        Assert.Equal((200, "completed"), (status.Status, status.Text("status")));
    });

    [Fact]
    public Task Histories_go_a_week_after_closure_and_the_record_after_two_years() => ApiServer.WithOwnAsync(async server =>
    {
        var request = await server.FileAnsweredAsync();
        var id = RequestId.Parse(request.Id);
        await server.AnsweredAsync(request);
        var orchestrations = server.Services.GetRequiredService<DurableTaskClient>();
        await orchestrations.WaitForInstanceCompletionAsync(request.Id);
        Assert.True(await InstancesAsync(server) > 1);

        await PurgeAsync(server, TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.True(await InstancesAsync(server) > 1);
        await PurgeAsync(server, TimeSpan.FromDays(7));
        Assert.Equal(0, await InstancesAsync(server));

        await server.FileAsync("bob@example.org");
        await PurgeAsync(server, TimeSpan.FromDays(729));
        Assert.NotNull(await StoredAsync(server, id));
        await PurgeAsync(server, TimeSpan.FromDays(732));
        Assert.Null(await StoredAsync(server, id));
        Assert.Equal(404, (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Status);
        Assert.Equal(0L, await server.Database.ReadAsync(session => session.Scalar("SELECT count(*) FROM data_keys WHERE request NOT IN (SELECT number FROM requests)"), default));
    });

    [Fact]
    public Task Of_verification_evidence_no_byte_is_left_a_day_after_the_decision() => ApiServer.WithOwnAsync(async server =>
    {
        var filed = await server.PostAsync("/api/requests", """{"right":"access","identities":{"customer_id":"1"},"residence":"DE"}""");
        var id = RequestId.Parse(filed.Text("requestId"));
        var verified = await server.PostAsync(
            $"/api/staff/requests/{id}/verification", """{"identities":["customer_id"],"method":"video-call","reason":"Showed her card"}""", ApiServer.Operator);
        Assert.Equal(200, verified.Status);
        var sealedEvidence = (await server.Services.GetRequiredService<IRequestStore>().ReadDocumentAsync(id, VerificationEvidence.Document, default))!;
        await server.Database.TruncateLogAsync(default);
        Assert.True(AnyFileHolds(server, sealedEvidence.AsSpan(0, 40)));

        await PurgeAsync(server, TimeSpan.FromHours(24));

        Assert.Null((await StoredAsync(server, id))!.EvidenceAt);
        // While somebody reads, the log cannot be emptied: the next sweep does it.
        await server.AnsweredAsync(new FiledRequest(id.Value, filed.Text("trackingToken"), ""));
        await PurgeAsync(server, TimeSpan.FromHours(25));
        Assert.False(AnyFileHolds(server, sealedEvidence.AsSpan(0, 40)));
        Assert.False(AnyFileHolds(server, "Showed her card"u8));
        Assert.Null(await server.Services.GetRequiredService<IRequestStore>().ReadDocumentAsync(id, VerificationEvidence.Document, default));
    });

    [Fact]
    public Task What_belongs_to_no_request_goes_by_its_settings_and_is_counted() => ApiServer.WithOwnAsync(async server =>
    {
        await server.FileAsync();
        var data = server.Services.GetRequiredService<DataDirectory>();
        var mail = Path.Combine(data.Outbox, "old.eml");
        await File.WriteAllTextAsync(mail, "To: ann@example.org");
        File.SetLastWriteTimeUtc(mail, server.Time.GetUtcNow().UtcDateTime);
        Directory.CreateDirectory(Path.Combine(data.Blobs, ".unfinished"));
        var unfinished = Path.Combine(data.Blobs, ".unfinished", "abandoned");
        await File.WriteAllTextAsync(unfinished, "half");
        File.SetLastWriteTimeUtc(unfinished, server.Time.GetUtcNow().UtcDateTime);
        var now = server.Time.GetUtcNow();
        await server.Database.WriteAsync(
            session => session.Execute(
                "INSERT INTO messages (entity, message_id, body, enqueued_at, visible_at) VALUES (?1, 'm', '{}', ?2, ?3)",
                MessageEntities.VerifiedRequestsDeadLetters, now, now.AddYears(1)),
            default);
        await PurgeAsync(server, TimeSpan.FromHours(23));
        Assert.True(File.Exists(mail) && File.Exists(unfinished));

        await PurgeAsync(server, TimeSpan.FromDays(500));

        Assert.False(File.Exists(mail) || File.Exists(unfinished));
        Assert.Equal(0, await CountAsync(server, "topic_log"));
        Assert.Equal(0, await CountAsync(server, "messages"));
        var swept = (await LoggedEntries.ReadAsync(server.Database)).Where(entry => entry.Kind == "retention.swept").SelectMany(entry => entry.Facts).ToList();
        Assert.Superset(new HashSet<string> { "events", "dead-letters", "mail", "abandoned" }, swept.Select(fact => fact.Key).ToHashSet());
        Assert.All(swept, fact => Assert.True(fact.Value.Number > 0));
    });

    /// <summary>One run of everything that purges, so much later: only its clock is ahead, so that nothing else happens meanwhile.</summary>
    private static async Task PurgeAsync(ApiServer server, TimeSpan later)
    {
        var services = server.Services;
        var clock = new FakeTimeProvider(server.Time.GetUtcNow() + later);
        var purge = ActivatorUtilities.CreateInstance<RequestPurge>(services, (TimeProvider)clock);
        var housekeeping = ActivatorUtilities.CreateInstance<Housekeeping>(services, (TimeProvider)clock);
        await ActivatorUtilities.CreateInstance<PurgeData>(services, purge, housekeeping, (TimeProvider)clock).RunAsync(null!, default);
        await ActivatorUtilities.CreateInstance<PurgeHistory>(services, (TimeProvider)clock).RunAsync(null!, services.GetRequiredService<DurableTaskClient>(), default);
    }

    private static Task<RightsRequest?> StoredAsync(ApiServer server, RequestId id) => server.Services.GetRequiredService<IRequestStore>().FindAsync(id, default);

    private static IDataKeys KeysOf(ApiServer server) => server.Services.GetRequiredService<IDataKeys>();

    private static async Task<long> InstancesAsync(ApiServer server) =>
        await server.Database.ReadAsync(session => session.Scalar("SELECT count(*) FROM durable_instances"), default) ?? 0;

    private static async Task<long> CountAsync(ApiServer server, string table) =>
        await server.Database.ReadAsync(session => session.Scalar($"SELECT count(*) FROM {table}"), default) ?? 0;

    private static async Task<IReadOnlyList<BlobName>> BlobsAsync(ApiServer server, RequestId id)
    {
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        return [.. await blobs.ListAsync(BlobName.Of("staging", id.Value), default).ToListAsync(), .. await blobs.ListAsync(BlobName.Of("bundles", id.Value), default).ToListAsync()];
    }

    /// <summary>A data backup: database and blobs, without the folder of keys.</summary>
    private static async Task<TemporaryFolder> CopyAsync(ApiServer server)
    {
        var copy = new TemporaryFolder();
        var data = server.Services.GetRequiredService<DataDirectory>();
        await server.Database.TruncateLogAsync(default);
        File.Copy(data.Database, copy.File("privacy.db"));
        foreach (var file in Directory.EnumerateFiles(data.Blobs, "*", SearchOption.AllDirectories))
        {
            var target = copy.File(Path.Combine("blobs", Path.GetRelativePath(data.Blobs, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static Task<bool> CanReadBundleAsync(ApiServer server, TemporaryFolder copy, RequestId id) => WithCopyAsync(server, copy, async keys =>
    {
        var blobs = new PrivacyFunctions.Local.Blobs.FileBlobStore(copy.File("blobs"));
        await using var bundle = await new BundleReader(blobs, keys.DataKeys).OpenAsync(id, (await StoredAsync(server, id))!.Bundles[0], default);
        var start = new byte[2];
        return bundle is not null && await bundle.ReadAsync(start) == 2 && start.AsSpan().SequenceEqual("PK"u8);
    });

    private static Task<bool> CanReadPartyAsync(ApiServer server, TemporaryFolder copy, RequestId id) => WithCopyAsync(server, copy, async keys =>
    {
        using var key = await keys.DataKeys.FindAsync(id, KeyPurpose.Party, default);
        return key is not null;
    });

    /// <summary>Yesterday's data with the keys as they are now, of which the reader has a copy too.</summary>
    private static async Task<bool> WithCopyAsync(ApiServer server, TemporaryFolder copy, Func<LocalKeys, Task<bool>> read)
    {
        var keys = copy.File($"keys-{Guid.NewGuid():N}");
        Directory.CreateDirectory(keys);
        foreach (var file in Directory.EnumerateFiles(server.Services.GetRequiredService<DataDirectory>().Keys)) File.Copy(file, Path.Combine(keys, Path.GetFileName(file)));
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = copy.File("privacy.db") });
        using var opened = await LocalKeys.OpenAsync(database, keys, TimeProvider.System, default);
        return await read(opened);
    }

    private static bool AnyFileHolds(ApiServer server, ReadOnlySpan<byte> bytes)
    {
        foreach (var file in Directory.EnumerateFiles(server.Services.GetRequiredService<DataDirectory>().Root, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".lock", StringComparison.Ordinal)) continue;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (content.AsSpan().IndexOf(bytes) >= 0) return true;
        }

        return false;
    }
}
