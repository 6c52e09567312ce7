using System.Text;

namespace PrivacyFunctions.Tests.Http;

public sealed class IdempotencyTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Body = """{"right":"access","identities":{"email":"ida@example.org"}}""";

    [Fact]
    public async Task The_same_call_gets_the_same_answer_and_makes_one_request()
    {
        var key = NewKey();
        var first = await server.PostAsync("/api/requests", Body, key: key);
        var again = await server.PostAsync("/api/requests", Body, key: key);
        Assert.Equal(202, again.Status);
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Equal(first.Headers["Location"], again.Headers["Location"]);
        Assert.Equal(200, (await server.GetAsync($"/api/requests/{again.Text("requestId")}", again.Text("trackingToken"))).Status);
    }

    [Fact]
    public async Task Calls_at_the_same_time_make_one_request()
    {
        var key = NewKey();
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => server.PostAsync("/api/requests", Body, key: key)));
        Assert.All(replies, r => Assert.Equal(202, r.Status));
        Assert.Single(replies.Select(r => Encoding.UTF8.GetString(r.Bytes)).Distinct());
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        var key = NewKey();
        await server.PostAsync("/api/requests", Body, key: key);
        var reply = await server.PostAsync("/api/requests", Body.Replace("ida", "eva", StringComparison.Ordinal), key: key);
        Assert.Equal(422, reply.Status);
        Assert.Equal("idempotency-key-reused", reply.Problem);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"right":"access","identities":{"email":"*"}}""")]
    public async Task A_body_that_could_never_be_filed_is_refused_for_the_key_first(string body)
    {
        var key = NewKey();
        await server.PostAsync("/api/requests", Body, key: key);
        var reply = await server.PostAsync("/api/requests", body, key: key);
        Assert.Equal(422, reply.Status);
        Assert.Equal("idempotency-key-reused", reply.Problem);
    }

    [Fact]
    public async Task A_call_that_would_be_refused_by_now_gets_its_first_answer()
    {
        var request = await server.FileAsync();
        var code = ApiServer.Code(await server.CodeAsync(request));
        var key = NewKey();
        var first = await server.PostAsync($"/api/requests/{request.Id}/verification", code, request.Token, key);
        var again = await server.PostAsync($"/api/requests/{request.Id}/verification", code, request.Token, key);
        Assert.Equal(200, first.Status);
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.NotEqual(200, (await server.PostAsync($"/api/requests/{request.Id}/verification", code, request.Token, NewKey())).Status);
    }

    [Fact]
    public async Task A_repeated_answer_holds_the_token_only_while_the_request_awaits_verification()
    {
        var key = NewKey();
        var first = await server.PostAsync("/api/requests", Body, key: key);
        var request = new FiledRequest(first.Text("requestId"), first.Text("trackingToken"), "ida@example.org");
        Assert.Equal(200, (await server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(await server.CodeAsync(request)), request.Token)).Status);
        var again = await server.PostAsync("/api/requests", Body, key: key);
        Assert.Equal(202, again.Status);
        Assert.Equal(request.Id, again.Text("requestId"));
        Assert.False(again.Json.TryGetProperty("trackingToken", out _));
    }

    [Fact]
    public async Task A_repeated_wrong_code_costs_one_try()
    {
        var request = await server.FileAsync();
        var wrong = ApiServer.Code(ApiServer.Wrong(await server.CodeAsync(request)));
        var key = NewKey();
        for (var i = 0; i < 3; i++)
        {
            var reply = await server.PostAsync($"/api/requests/{request.Id}/verification", wrong, request.Token, key);
            Assert.Equal(422, reply.Status);
            Assert.Equal(4, reply.Json.GetProperty("remainingAttempts").GetInt32());
        }
    }

    [Fact]
    public async Task A_key_belongs_to_one_address()
    {
        var (one, two) = (await server.FileAsync(), await server.FileAsync());
        var key = NewKey();
        Assert.Equal(202, (await server.PostAsync($"/api/requests/{one.Id}/verification/resend", null, one.Token, key)).Status);
        var other = await server.PostAsync($"/api/requests/{two.Id}/verification/resend", null, two.Token, key);
        Assert.Equal(two.Id, other.Text("requestId"));
        await server.CodeAsync(one, nth: 2);
        await server.CodeAsync(two, nth: 2);
    }

    [Theory]
    [InlineData(15, 400)]
    [InlineData(16, 202)]
    [InlineData(255, 202)]
    [InlineData(256, 400)]
    public async Task A_key_has_16_to_255_characters(int length, int status) =>
        Assert.Equal(status, (await server.PostAsync("/api/requests", Body, key: (NewKey() + new string('k', 300))[..length])).Status);

    [Fact]
    public async Task Answers_are_forgotten_after_24_hours()
    {
        var key = NewKey();
        var first = await server.PostAsync("/api/requests", Body, key: key);
        server.Time.Advance(TimeSpan.FromHours(24));
        var again = await server.PostAsync("/api/requests", Body, key: key);
        Assert.NotEqual(first.Text("requestId"), again.Text("requestId"));
    }

    [Fact]
    public async Task Nothing_of_a_call_is_stored_in_clear()
    {
        var key = "visible-" + NewKey();
        var reply = await server.PostAsync("/api/requests", Body.Replace("ida", "canary-of-idempotency", StringComparison.Ordinal), key: key);
        var stored = await server.Database.ReadAsync(
            session => session.Query("SELECT call_hash || body_hash || hex(answer) FROM saved_answers", row => row.Text(0)), default);
        Assert.DoesNotContain(stored, s => s.Contains(key, StringComparison.Ordinal) || s.Contains(Hex("canary-of-idempotency"), StringComparison.Ordinal));
        Assert.DoesNotContain(stored, s => s.Contains(Hex(reply.Text("trackingToken")), StringComparison.Ordinal));
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
