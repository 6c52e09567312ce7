using PrivacyFunctions.Law;
using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.StaffConsole;

public sealed class StaffCallsTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_poll_says_where_every_system_stands()
    {
        var request = await server.FileAnsweredAsync();
        var reply = await PollAsync(request);
        Assert.Equal(200, reply.Status);
        Assert.Equal("completed", reply.Text("status"));
        Assert.Equal("Completed", reply.Text("runtimeStatus"));
        Assert.Equal(100, reply.Json.GetProperty("percent").GetInt32());
        var system = reply.Json.GetProperty("systems")[0];
        Assert.Equal("shop", system.GetProperty("dataset").GetString());
        Assert.Equal("done", system.GetProperty("state").GetString());
        Assert.Equal(1, system.GetProperty("records").GetInt64());
        Assert.Equal(1, system.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public Task A_poll_that_finds_nothing_new_gets_nothing_and_writes_nothing() => ApiServer.WithOwnAsync(async own =>
    {
        var request = await own.FileAsync();
        await own.QuietAsync();
        var path = $"/api/staff/requests/{request.Id}/status";
        var first = await own.GetAsync(path, ApiServer.Reader);
        var commits = own.Database.Counts.Commits;
        for (var i = 0; i < 50; i++)
        {
            var again = await own.GetAsync(path, ApiServer.Reader, first.Headers["ETag"]);
            Assert.Equal(304, again.Status);
            Assert.Empty(again.Bytes);
        }

        Assert.Equal(commits, own.Database.Counts.Commits);
        Assert.Equal(200, (await own.GetAsync(path, ApiServer.Reader, "\"another\"")).Status);
        await own.SendAsync(HttpMethod.Delete, $"/api/requests/{request.Id}", token: request.Token);
        var changed = await own.GetAsync(path, ApiServer.Reader, first.Headers["ETag"]);
        Assert.Equal("cancelled", changed.Text("status"));
        Assert.Equal("Terminated", changed.Text("runtimeStatus"));
    });

    [Fact]
    public async Task The_list_is_ordered_by_due_date_page_by_page()
    {
        for (var i = 0; i < 7; i++)
        {
            await server.PostAsync("/api/requests", $$"""{"right":"access","identities":{"email":"l{{i}}@example.org"},"residence":"{{(i % 2 == 0 ? "DE" : "US-CA")}}"}""");
            server.Time.Advance(TimeSpan.FromDays(1));
        }

        var (due, ids, cursor) = (new List<string>(), new List<string>(), "");
        do
        {
            var page = await server.GetAsync($"/api/staff/requests?limit=2&cursor={cursor}", ApiServer.Reader);
            Assert.Equal(200, page.Status);
            Assert.True(page.Json.GetProperty("items").GetArrayLength() <= 2);
            due.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("dueAt").GetString()!));
            ids.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("requestId").GetString()!));
            cursor = page.Json.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.True(due.Count >= 7);
        Assert.Equal(due.Order(StringComparer.Ordinal), due);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task The_list_is_filtered()
    {
        var waiting = await server.FileAsync();
        var cancelled = await server.FileAsync();
        await server.SendAsync(HttpMethod.Delete, $"/api/requests/{cancelled.Id}", token: cancelled.Token);
        Assert.Contains(waiting.Id, await IdsAsync("status=awaiting-verification&right=access"));
        Assert.DoesNotContain(cancelled.Id, await IdsAsync("status=awaiting-verification"));
        Assert.Contains(cancelled.Id, await IdsAsync("status=cancelled"));
        Assert.Empty(await IdsAsync("right=deletion"));
        Assert.Empty(await IdsAsync("dueBefore=2026-03-02T00:00:00Z"));
        Assert.Empty(await IdsAsync("dueBefore=2026-03-02"));
        Assert.Contains(waiting.Id, await IdsAsync("dueBefore=2999-01-01T00:00:00.5%2B01:00"));
        Assert.Contains(waiting.Id, await IdsAsync("dueBefore=2999-01-01"));
    }

    [Theory]
    [InlineData("status=done", "status")]
    [InlineData("right=Access", "right")]
    [InlineData("dueBefore=tomorrow", "dueBefore")]
    [InlineData("dueBefore=2026-03-02T00:00:00", "dueBefore")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("colour=red", "colour")]
    public async Task A_wrong_filter_is_named(string query, string field)
    {
        var reply = await server.GetAsync("/api/staff/requests?" + query, ApiServer.Reader);
        Assert.Equal(400, reply.Status);
        Assert.Equal([field], reply.WrongFields);
    }

    [Fact]
    public async Task A_cursor_that_no_page_gave_is_named() =>
        Assert.Equal(400, (await server.GetAsync("/api/staff/requests?cursor=%27%20OR%201=1", ApiServer.Reader)).Status);

    [Fact]
    public async Task A_case_shows_parties_law_deadline_and_timeline()
    {
        var request = await server.FileAnsweredAsync();
        var reply = await server.GetAsync($"/api/staff/requests/{request.Id}", ApiServer.Reader);
        Assert.Equal("ann@example.org", reply.Json.GetProperty("party").GetProperty("identities").GetProperty("email").GetString());
        Assert.Contains("DE", reply.Text("lawReason"), StringComparison.Ordinal);
        Assert.Equal(StatuteBook.VersionOf(LawId.Gdpr), reply.Text("lawVersion"));
        Assert.NotEmpty(reply.Json.GetProperty("deadlineExplanation").EnumerateArray());
        Assert.Equal(
            ["received", "queued", "in-progress", "completed"],
            reply.Json.GetProperty("timeline").EnumerateArray().Select(e => e.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task The_plan_is_shown_before_and_after_it_ran()
    {
        var waiting = await server.FileAsync();
        var before = await server.GetAsync($"/api/staff/requests/{waiting.Id}/plan", ApiServer.Reader);
        Assert.Equal("shop", before.Json.GetProperty("units")[0].GetProperty("dataset").GetString());
        var answered = await server.FileAnsweredAsync();
        var after = await server.GetAsync($"/api/staff/requests/{answered.Id}/plan", ApiServer.Reader);
        Assert.Equal(before.Text("planHash"), after.Text("planHash"));
        var shown = await server.GetAsync($"/api/staff/requests/{answered.Id}", ApiServer.Reader);
        Assert.Equal(after.Text("planHash"), shown.Text("planHash"));
    }

    [Fact]
    public async Task Systems_say_how_they_are()
    {
        var reply = await server.GetAsync("/api/staff/systems", ApiServer.Reader);
        var shop = reply.Json.GetProperty("items")[0];
        Assert.Equal("shop", shop.GetProperty("dataset").GetString());
        Assert.Equal("sqlite", shop.GetProperty("kind").GetString());
        Assert.True(shop.GetProperty("connected").GetBoolean());
        Assert.Equal(["access", "deletion"], shop.GetProperty("can").EnumerateArray().Select(right => right.GetString()));
    }

    private Task<ApiReply> PollAsync(FiledRequest request) => server.GetAsync($"/api/staff/requests/{request.Id}/status", ApiServer.Reader);

    private async Task<IReadOnlyList<string>> IdsAsync(string query) =>
        [.. (await server.GetAsync("/api/staff/requests?limit=200&" + query, ApiServer.Reader)).Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("requestId").GetString()!)];
}
