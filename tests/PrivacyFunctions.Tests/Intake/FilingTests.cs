using System.Text.Json;
using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.Intake;

public sealed class FilingTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Filing_answers_with_law_deadline_token_and_where_the_code_went()
    {
        var reply = await server.PostAsync("/api/requests", """{"right":"access","identities":{"email":" ann@Example.org "},"residence":"us-ca"}""");
        Assert.Equal(202, reply.Status);
        Assert.Equal("awaiting-verification", reply.Text("status"));
        Assert.Equal("ccpa", reply.Text("law"));
        Assert.Equal("2026-03-02T09:00:00.000Z", reply.Text("receivedAt"));
        Assert.Equal("2026-04-16T23:59:59.000Z", reply.Text("dueAt"));
        Assert.Equal(reply.Headers["Location"], reply.Text("statusUrl"));
        Assert.EndsWith("/api/requests/" + reply.Text("requestId"), reply.Text("statusUrl"), StringComparison.Ordinal);
        var verification = reply.Json.GetProperty("verification");
        Assert.Equal("email", verification.GetProperty("method").GetString());
        Assert.Equal("a***@Example.org", verification.GetProperty("sentTo").GetString());
        Assert.Equal("2026-03-02T09:10:00.000Z", verification.GetProperty("expiresAt").GetString());
    }

    [Fact]
    public async Task The_code_is_mailed_to_the_address_and_stands_alone_on_its_line()
    {
        var request = await server.FileAsync("carl@example.org");
        var mail = await server.Mail.WaitAsync(m => m.Id.StartsWith(request.Id, StringComparison.Ordinal), 1);
        Assert.Equal("carl@example.org", mail.To.Value);
        Assert.Matches("^[0-9]{8}$", MailDrop.CodeIn(mail));
        Assert.Contains("OpenTech Support", mail.Body, StringComparison.Ordinal);
        Assert.Contains("privacy@opentech.example", mail.Body, StringComparison.Ordinal);
        Assert.Contains(request.Id, mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Known_and_unknown_persons_get_the_same_answer()
    {
        var known = await server.PostAsync("/api/requests", Filing("ann@example.org"));
        var unknown = await server.PostAsync("/api/requests", Filing("una@example.org"));
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(known.Bytes.Length, unknown.Bytes.Length);
        Assert.Equal(Headers(known), Headers(unknown));
        Assert.Equal(Shape(known.Json), Shape(unknown.Json));
    }

    [Fact]
    public async Task Without_an_address_staff_verify()
    {
        var reply = await server.PostAsync("/api/requests", """{"right":"access","identities":{"customer_id":"1"}}""");
        Assert.Equal(202, reply.Status);
        Assert.Equal("unknown", reply.Text("law"));
        Assert.Equal("""{"method":"staff"}""", reply.Json.GetProperty("verification").GetRawText());
    }

    [Theory]
    [InlineData("portability")]
    [InlineData("correction")]
    [InlineData("restriction")]
    [InlineData("objection")]
    public async Task A_right_that_is_not_built_is_refused_with_the_address_to_turn_to(string right)
    {
        var reply = await server.PostAsync("/api/requests", Filing("ann@example.org").Replace("access", right, StringComparison.Ordinal));
        Assert.Equal(422, reply.Status);
        Assert.EndsWith("/right-unsupported", reply.Text("type"), StringComparison.Ordinal);
        Assert.Equal("privacy@opentech.example", reply.Text("contact"));
        Assert.Contains("privacy@opentech.example", reply.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("client-representative")]
    [InlineData("parent")]
    public async Task Filing_for_somebody_else_is_refused_until_it_is_built(string relationship)
    {
        var reply = await server.PostAsync("/api/requests", $$"""{"right":"access","identities":{"email":"ann@example.org"},"relationship":"{{relationship}}"}""");
        Assert.Equal(422, reply.Status);
        Assert.EndsWith("/relationship-unsupported", reply.Text("type"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", 202)]
    [InlineData("user.contact.email", 202)]
    [InlineData("user.ann_keller", 400)]
    [InlineData("user.contact.email.ann_keller", 400)]
    [InlineData("ann_keller", 400)]
    public async Task Only_a_data_category_can_be_asked_for_and_no_word_of_the_requesters_own(string category, int status)
    {
        var reply = await server.PostAsync("/api/requests", $$"""{"right":"access","identities":{"email":"ann@example.org"},"categories":["{{category}}"]}""");
        Assert.Equal(status, reply.Status);
        if (status == 400) Assert.True(reply.Json.GetProperty("errors").TryGetProperty("categories[0]", out _));
    }

    [Fact]
    public async Task The_requester_sees_where_the_request_stands_and_nothing_else_before_verification()
    {
        var request = await server.FileAsync();
        var reply = await server.GetAsync($"/api/requests/{request.Id}", request.Token);
        Assert.Equal(200, reply.Status);
        Assert.Equal("awaiting-verification", reply.Text("status"));
        Assert.Equal(["received:done", "verified:running", "searching:waiting", "answered:waiting"], Steps(reply));
        foreach (var hidden in new[] { "withheld", "unusedIdentities", "bundles", "outcome" }) Assert.False(reply.Json.TryGetProperty(hidden, out _), hidden);
        Assert.DoesNotContain("example.org", System.Text.Encoding.UTF8.GetString(reply.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public Task Looking_changes_nothing() => ApiServer.WithOwnAsync(async own =>
    {
        var request = await own.FileAsync();
        await own.QuietAsync();
        var before = await own.GetAsync($"/api/requests/{request.Id}", request.Token);
        var commits = own.Database.Counts.Commits;
        for (var i = 0; i < 100; i++)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
                await own.SendAsync(method, $"/api/requests/{request.Id}", token: request.Token);
        }

        Assert.Equal(commits, own.Database.Counts.Commits);
        Assert.Equal(before.Bytes, (await own.GetAsync($"/api/requests/{request.Id}", request.Token)).Bytes);
    });

    [Fact]
    public async Task A_withdrawn_request_is_over()
    {
        var request = await server.FileAsync();
        var reply = await server.SendAsync(HttpMethod.Delete, $"/api/requests/{request.Id}", token: request.Token);
        Assert.Equal(200, reply.Status);
        Assert.Equal("cancelled", reply.Text("status"));
        Assert.Equal("withdrawn", reply.Text("outcome"));
        Assert.Equal(409, (await server.SendAsync(HttpMethod.Delete, $"/api/requests/{request.Id}", token: request.Token)).Status);
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(await server.CodeAsync(request)), request.Token)).Status);
    }

    [Fact]
    public async Task An_answered_request_cannot_be_withdrawn()
    {
        var request = await server.FileAnsweredAsync();
        var reply = await server.SendAsync(HttpMethod.Delete, $"/api/requests/{request.Id}", token: request.Token);
        Assert.Equal(409, reply.Status);
        Assert.Equal("wrong-state", reply.Problem);
    }

    private static string Filing(string email) => $$"""{"right":"access","identities":{"email":"{{email}}"},"residence":"DE"}""";

    private static IEnumerable<string> Steps(ApiReply reply) =>
        reply.Json.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("name").GetString()}:{s.GetProperty("state").GetString()}");

    private static IEnumerable<string> Headers(ApiReply reply) =>
        reply.Headers.Where(h => h.Key is not "Date" and not "Location").Select(h => $"{h.Key}: {h.Value}").Order(StringComparer.Ordinal);

    private static string Shape(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? "{" + string.Join(",", element.EnumerateObject().Select(p => p.Name + Shape(p.Value))) + "}"
        : $":{element.GetRawText().Length}";
}
