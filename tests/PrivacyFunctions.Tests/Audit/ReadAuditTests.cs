using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.Local.Audit;

namespace PrivacyFunctions.Tests.Audit;

/// <summary><c>GET /api/staff/requests/{id}/audit</c>, and what looks by staff leave behind.</summary>
public sealed class ReadAuditTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Every_entry_of_a_request_is_proved_against_the_signed_checkpoint()
    {
        var request = await server.FileAnsweredAsync();
        await server.FileAsync("bob@example.org");
        await server.GetAsync($"/api/staff/requests/{request.Id}", ApiServer.Reader);

        var audit = await AuditAsync(request);

        var (size, root) = Believe(audit);
        var kinds = new List<string>();
        foreach (var item in audit.Json.GetProperty("items").EnumerateArray())
        {
            var content = Encoding.UTF8.GetBytes(item.GetProperty("entry").GetString()!);
            Assert.Equal(Convert.FromBase64String(item.GetProperty("leafHash").GetString()!), TreeHash.Leaf(content));
            Assert.True(ProofCheck.Includes(TreeHash.Leaf(content), item.GetProperty("leafIndex").GetInt64(), size, Hashes(item.GetProperty("proof")), root));
            Assert.Equal(request.Id, AuditEntryText.Read(content)!.Request!.Value.Value);
            kinds.Add(item.GetProperty("kind").GetString()!);
        }

        Assert.Equal(["request.received", "request.queued", "request.in-progress", "request.completed", "staff.read"], kinds);
    }

    [Fact]
    public async Task An_answer_names_its_plan_and_its_counts()
    {
        var request = await server.FileAnsweredAsync();
        var completed = (await AuditAsync(request)).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("kind").GetString() == "request.completed");
        var facts = AuditEntryText.Read(Encoding.UTF8.GetBytes(completed.GetProperty("entry").GetString()!))!.Facts;
        var shown = await server.GetAsync($"/api/staff/requests/{request.Id}", ApiServer.Reader);
        var bundle = shown.Json.GetProperty("bundles")[0];
        Assert.Equal(shown.Text("planHash"), facts["planHash"].Word);
        Assert.Equal(("fulfilled", 0, 1), (facts["outcome"].Word, facts["gaps"].Number, facts["bundleVersion"].Number));
        Assert.Equal(bundle.GetProperty("sha256").GetString(), facts["bundleSha256"].Word);
        Assert.Equal(bundle.GetProperty("sizeBytes").GetInt64(), facts["bundleBytes"].Number);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_loss()
    {
        var request = await server.FileAnsweredAsync();
        var whole = (await AuditAsync(request)).Json.GetProperty("items").EnumerateArray().Select(LeafOf).ToList();
        var (paged, cursor) = (new List<long>(), "");
        do
        {
            var page = await AuditAsync(request, $"?limit=2{cursor}");
            paged.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(LeafOf));
            cursor = page.Json.TryGetProperty("nextCursor", out var next) ? $"&cursor={next.GetString()}" : null;
        }
        while (cursor is not null && paged.Count < whole.Count);

        Assert.Equal(whole, paged.Take(whole.Count));
    }

    [Fact]
    public async Task Who_kept_an_earlier_checkpoint_gets_proof_that_the_log_only_grew()
    {
        var request = await server.FileAsync();
        var (earlier, earlierRoot) = Believe(await AuditAsync(request));
        for (var i = 0; i < 5; i++) await server.FileAsync();
        var later = await AuditAsync(request, $"?since={earlier}");
        var (size, root) = Believe(later);
        var consistency = later.Json.GetProperty("consistency");
        Assert.True(size > earlier);
        Assert.True(ProofCheck.Continues(consistency.GetProperty("since").GetInt64(), size, earlierRoot, root, Hashes(consistency.GetProperty("proof"))));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?cursor=-1", "cursor")]
    [InlineData("?cursor=x", "cursor")]
    [InlineData("?since=999999999", "since")]
    [InlineData("?since=soon", "since")]
    [InlineData("?colour=red", "colour")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var request = await server.FileAsync();
        var reply = await server.GetAsync($"/api/staff/requests/{request.Id}/audit{query}", ApiServer.Reader);
        Assert.Equal(400, reply.Status);
        Assert.Equal([field], reply.WrongFields);
    }

    [Fact]
    public async Task A_request_that_is_not_there_has_no_entries() =>
        Assert.Equal(404, (await server.GetAsync($"/api/staff/requests/{new string('a', 26)}/audit", ApiServer.Reader)).Status);

    [Fact]
    public async Task Who_looked_at_what_is_on_record_and_who_only_tried_is_not()
    {
        var request = await server.FileAsync();
        foreach (var look in new[] { "", "/plan", "/status", "/audit" })
            Assert.Equal(200, (await server.GetAsync($"/api/staff/requests/{request.Id}{look}", ApiServer.Operator)).Status);
        Assert.Equal(401, (await server.GetAsync($"/api/staff/requests/{request.Id}", "no-token-of-anyone")).Status);

        var looks = (await LoggedAsync()).Where(entry => entry.Request?.Value == request.Id && entry.Kind == "staff.read");
        Assert.Equal(["otto:case", "otto:plan", "otto:status", "otto:audit"], looks.Select(entry => $"{entry.Actor}:{entry.Code}"));
    }

    [Fact]
    public void Every_call_that_shows_staff_something_says_what()
    {
        var shown = server.Services.GetServices<ApiOperation>().Where(operation => operation is { IsForStaff: true, Method: "GET" }).ToList();
        Assert.True(shown.Count >= 6);
        Assert.All(shown, operation => Assert.NotEqual(operation.Name, operation.Shows));
    }

    [Fact]
    public Task A_page_that_is_left_open_is_one_entry_every_few_minutes() => ApiServer.WithOwnAsync(async own =>
    {
        var request = await own.FileAsync();
        var path = $"/api/staff/requests/{request.Id}/status";
        string? etag = null;
        for (var i = 0; i < 20; i++) etag = (await own.GetAsync(path, ApiServer.Reader, ifNoneMatch: i % 2 == 0 ? null : etag)).Headers["ETag"];
        Assert.Single(await LooksAsync());
        await own.GetAsync(path, ApiServer.Operator);
        Assert.Equal(2, (await LooksAsync()).Count);
        own.Time.Advance(StaffReads.Watch);
        Assert.Equal(304, (await own.GetAsync(path, ApiServer.Reader, ifNoneMatch: etag)).Status);
        Assert.Equal(2, (await LooksAsync()).Count);
        await own.GetAsync(path, ApiServer.Reader);
        Assert.Equal(3, (await LooksAsync()).Count);

        async Task<IReadOnlyList<AuditEntry>> LooksAsync() =>
            [.. (await LoggedEntries.ReadAsync(own.Database)).Where(entry => entry is { Kind: "staff.read", Code: "status" })];
    });

    [Fact]
    public Task Without_an_entry_staff_see_nothing() => ApiServer.WithOwnAsync(async own =>
    {
        var request = await own.FileAsync();
        await own.QuietAsync();
        await own.Database.WriteAsync(session => session.Execute("CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'full'); END"), default);
        foreach (var look in new[] { "", "/plan", "/status" })
        {
            var reply = await own.GetAsync($"/api/staff/requests/{request.Id}{look}", ApiServer.Reader);
            Assert.Equal(500, reply.Status);
            Assert.DoesNotContain("ann@example.org", Encoding.UTF8.GetString(reply.Bytes), StringComparison.Ordinal);
        }

        Assert.Equal(500, (await own.PostAsync("/api/requests", """{"right":"access","identities":{"email":"ann@example.org"}}""")).Status);
        Assert.Equal(500, (await own.SendAsync(HttpMethod.Delete, $"/api/requests/{request.Id}", token: request.Token)).Status);
        await own.Database.WriteAsync(session => session.Execute("DROP TRIGGER full"), default);
        var list = await own.GetAsync("/api/staff/requests", ApiServer.Reader);
        Assert.Equal("awaiting-verification", Assert.Single(list.Json.GetProperty("items").EnumerateArray()).GetProperty("status").GetString());
    });

    [Fact]
    public Task A_log_that_was_changed_proves_nothing_any_more() => ApiServer.WithOwnAsync(async own =>
    {
        var request = await own.FileAsync();
        Assert.Equal(200, (await own.GetAsync($"/api/staff/requests/{request.Id}/audit", ApiServer.Reader)).Status);
        await own.Database.WriteAsync(session => session.Execute("UPDATE audit_entries SET seal = zeroblob(16) WHERE leaf = (SELECT max(leaf) FROM audit_entries)"), default);
        Assert.Equal(409, (await own.GetAsync($"/api/staff/requests/{request.Id}/audit", ApiServer.Reader)).Status);
    });

    [Fact]
    public async Task Wrong_codes_and_an_opened_answer_are_on_record()
    {
        var request = await server.FileAsync();
        var code = await server.CodeAsync(request);
        await server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(ApiServer.Wrong(code)), request.Token);
        await server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(code), request.Token);
        await server.AnsweredAsync(request);
        await server.DownloadTokenAsync(request);
        var logged = (await LoggedAsync()).Where(entry => entry.Request?.Value == request.Id).ToList();
        Assert.Contains(logged, entry => entry is { Kind: "code.refused", Code: "verification" } && entry.Facts["remaining"].Number == 4);
        Assert.Contains(logged, entry => entry is { Kind: "delivery.opened" } && entry.Facts["bundleVersion"].Number == 1);
    }

    [Fact]
    public async Task Nothing_in_the_log_is_about_a_person()
    {
        const string Canary = "zyxcanary";
        var reply = await server.PostAsync(
            "/api/requests",
            $$"""{"right":"access","identities":{"email":"{{Canary}}@example.org","customer_id":"{{Canary}}1"},"name":"{{Canary}}2","note":"{{Canary}}3\r\nFAKE","residence":"DE"}""");
        Assert.Equal(202, reply.Status);
        foreach (var look in new[] { "", "/plan", "/status" }) await server.GetAsync($"/api/staff/requests/{reply.Text("requestId")}{look}", ApiServer.Reader);
        Assert.All(await LoggedAsync(), entry => Assert.DoesNotContain(Canary, Encoding.ASCII.GetString(AuditEntryText.Write(entry)), StringComparison.OrdinalIgnoreCase));
    }

    private async Task<ApiReply> AuditAsync(FiledRequest request, string query = "")
    {
        var reply = await server.GetAsync($"/api/staff/requests/{request.Id}/audit{query}", ApiServer.Reader);
        Assert.Equal(200, reply.Status);
        return reply;
    }

    private Task<IReadOnlyList<AuditEntry>> LoggedAsync() => LoggedEntries.ReadAsync(server.Database);

    private static (long Size, byte[] Root) Believe(ApiReply audit)
    {
        var checkpoint = Checkpoint.Read(audit.Text("checkpoint"), NoteKey.Parse(audit.Text("key"))!)!;
        Assert.Equal(checkpoint.Size, audit.Json.GetProperty("treeSize").GetInt64());
        return (checkpoint.Size, checkpoint.Root);
    }

    private static long LeafOf(JsonElement item) => item.GetProperty("leafIndex").GetInt64();

    private static IReadOnlyList<byte[]> Hashes(JsonElement proof) => [.. proof.EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString()!))];
}
