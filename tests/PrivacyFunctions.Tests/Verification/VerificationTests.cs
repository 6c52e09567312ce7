using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.Verification;

public sealed class VerificationTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_right_code_queues_the_request()
    {
        var request = await server.FileAsync();
        var reply = await VerifyAsync(request, await server.CodeAsync(request));
        Assert.Equal(200, reply.Status);
        Assert.Equal("queued", reply.Text("status"));
        Assert.Empty(reply.Json.GetProperty("bundles").EnumerateArray());
        await server.Mail.WaitAsync(m => m.Id == $"{request.Id}-received-1", 1);
    }

    [Fact]
    public async Task Wrong_codes_count_down_and_the_sixth_try_finds_a_dead_code()
    {
        var request = await server.FileAsync();
        var code = await server.CodeAsync(request);
        for (var i = 1; i <= 5; i++)
        {
            var wrong = await VerifyAsync(request, ApiServer.Wrong(code, i));
            Assert.Equal(422, wrong.Status);
            Assert.Equal("wrong-code", wrong.Problem);
            Assert.Equal(5 - i, wrong.Json.GetProperty("remainingAttempts").GetInt32());
        }

        var dead = await VerifyAsync(request, code);
        Assert.Equal(410, dead.Status);
        Assert.Equal("code-dead", dead.Problem);
    }

    [Fact]
    public async Task Guesses_at_once_get_no_more_tries_than_guesses_in_a_row()
    {
        var request = await server.FileAsync();
        var code = await server.CodeAsync(request);
        var replies = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => VerifyAsync(request, ApiServer.Wrong(code, i))));
        Assert.Equal([0, 1, 2, 3, 4], replies.Where(r => r.Status == 422).Select(r => r.Json.GetProperty("remainingAttempts").GetInt32()).Order());
        Assert.Equal(35, replies.Count(r => r.Status == 410));
    }

    [Fact]
    public async Task The_right_code_sent_many_times_at_once_is_accepted_once()
    {
        var request = await server.FileAsync();
        var code = await server.CodeAsync(request);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => VerifyAsync(request, code)));
        Assert.Single(replies, r => r.Status == 200);
        Assert.Equal(19, replies.Count(r => r.Status == 409));
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var (late, inTime) = (await server.FileAsync(), await server.FileAsync());
        var (lateCode, code) = (await server.CodeAsync(late), await server.CodeAsync(inTime));
        server.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await VerifyAsync(inTime, code)).Status);
        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(410, (await VerifyAsync(late, lateCode)).Status);
    }

    [Fact]
    public async Task A_fresh_code_replaces_the_one_before_and_gives_new_tries()
    {
        var request = await server.FileAsync();
        var first = await server.CodeAsync(request);
        for (var i = 1; i <= 5; i++) await VerifyAsync(request, ApiServer.Wrong(first, i));
        var resend = await server.PostAsync($"/api/requests/{request.Id}/verification/resend", null, request.Token);
        Assert.Equal(202, resend.Status);
        Assert.Equal("a***@example.org", resend.Json.GetProperty("verification").GetProperty("sentTo").GetString());
        var second = await server.CodeAsync(request, nth: 2);
        Assert.NotEqual(first, second);
        Assert.Equal(422, (await VerifyAsync(request, first)).Status);
        Assert.Equal(200, (await VerifyAsync(request, second)).Status);
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{request.Id}/verification/resend", null, request.Token)).Status);
    }

    [Fact]
    public async Task A_code_is_bound_to_its_request()
    {
        var (mine, other) = (await server.FileAsync(), await server.FileAsync());
        Assert.Equal(422, (await VerifyAsync(other, await server.CodeAsync(mine))).Status);
    }

    [Theory]
    [InlineData("""{"code":"1234567"}""")]
    [InlineData("""{"code":"123456789"}""")]
    [InlineData("""{"code":"١٢٣٤٥٦٧٨"}""")]
    [InlineData("""{"code":12345678}""")]
    [InlineData("""{"code":null}""")]
    [InlineData("""{}""")]
    [InlineData("""{"code":"12345678","also":1}""")]
    public async Task What_is_no_code_costs_no_try(string body)
    {
        var request = await server.FileAsync();
        Assert.Equal(400, (await server.PostAsync($"/api/requests/{request.Id}/verification", body, request.Token)).Status);
        var wrong = await VerifyAsync(request, ApiServer.Wrong(await server.CodeAsync(request)));
        Assert.Equal(4, wrong.Json.GetProperty("remainingAttempts").GetInt32());
    }

    [Fact]
    public async Task Staff_vouch_for_identities_of_a_request_without_an_address()
    {
        var filed = await server.PostAsync("/api/requests", """{"right":"access","identities":{"customer_id":"1","ip_address":"192.0.2.1"}}""");
        var path = $"/api/staff/requests/{filed.Text("requestId")}/verification";
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{filed.Text("requestId")}/verification", ApiServer.Code("12345678"), filed.Text("trackingToken"))).Status);
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{filed.Text("requestId")}/verification/resend", null, filed.Text("trackingToken"))).Status);

        var wrong = await server.PostAsync(path, """{"identities":["email","ip_address"],"method":"passport"}""", ApiServer.Operator);
        Assert.Equal(400, wrong.Status);
        Assert.Equal(["identities[0]", "identities[1]", "reason"], wrong.WrongFields.Order(StringComparer.Ordinal));

        const string Good = """{"identities":["customer_id"],"method":"video-call","reason":"Showed the invoice."}""";
        var reply = await server.PostAsync(path, Good, ApiServer.Operator);
        Assert.Equal(200, reply.Status);
        Assert.Equal("queued", reply.Text("status"));
        Assert.Equal(409, (await server.PostAsync(path, Good, ApiServer.Operator)).Status);
        var staff = await server.GetAsync($"/api/staff/requests/{filed.Text("requestId")}", ApiServer.Reader);
        Assert.Equal("customer_id", staff.Json.GetProperty("provedIdentities")[0].GetString());
    }

    [Fact]
    public async Task A_request_that_staff_vouch_for_is_verified_by_staff_whatever_was_mailed()
    {
        var request = await server.FileAsync();
        const string Good = """{"identities":["email"],"method":"video-call","reason":"Showed the invoice."}""";
        Assert.Equal(200, (await server.PostAsync($"/api/staff/requests/{request.Id}/verification", Good, ApiServer.Operator)).Status);
        Assert.Equal("staff", (await server.GetAsync($"/api/staff/requests/{request.Id}", ApiServer.Reader)).Text("verificationMethod"));
        var published = await server.Database.ReadAsync(
            session => session.Query("SELECT body FROM topic_log WHERE body LIKE ?1", row => row.Text(0), $"%privacy.request.verified%{request.Id}%"), default);
        Assert.Contains("\"method\":\"staff\"", Assert.Single(published), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_code_nor_address_nor_evidence_is_stored_in_clear()
    {
        var request = await server.FileAsync("canary-of-verification@example.org");
        var code = await server.CodeAsync(request);
        var stored = await server.Database.ReadAsync(
            session => session.Query(
                """
                SELECT document FROM requests UNION ALL SELECT content FROM request_documents UNION ALL SELECT content FROM notices
                UNION ALL SELECT CAST(body AS BLOB) FROM messages UNION ALL SELECT CAST(body AS BLOB) FROM topic_log
                UNION ALL SELECT CAST(name || subject AS BLOB) FROM budgets
                """,
                row => System.Text.Encoding.Latin1.GetString(row.Raw(0))),
            default);
        Assert.NotEmpty(stored);
        Assert.DoesNotContain(stored, s => s.Contains(code, StringComparison.Ordinal) || s.Contains("canary", StringComparison.Ordinal));
    }

    private Task<ApiReply> VerifyAsync(FiledRequest request, string code) =>
        server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(code), request.Token);
}
