using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.Intake;

/// <summary>Budgets of callers and addresses.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public Task InitializeAsync()
    {
        _server.Settings["Privacy__Limits__FilingsPerHourPerIp"] = "7";
        _server.Settings["Privacy__Limits__CodesPerDayPerAddress"] = "3";
        _server.Settings["Privacy__Limits__CodesPerDayPerIp"] = "0";
        return _server.InitializeAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_caller_files_so_many_requests_an_hour()
    {
        for (var i = 0; i < 7; i++) await _server.FileAsync($"p{i}@example.org");
        var reply = await _server.PostAsync("/api/requests", """{"right":"access","identities":{"email":"p8@example.org"}}""");
        Assert.Equal(429, reply.Status);
        Assert.Equal("too-many-requests", reply.Problem);
        Assert.Equal("3600", reply.Headers["Retry-After"]);
        _server.Time.Advance(TimeSpan.FromHours(1));
        await _server.FileAsync("p8@example.org");
    }

    [Fact]
    public async Task An_address_that_had_its_codes_gets_no_more_and_the_answer_does_not_say_so()
    {
        var lengths = new HashSet<int>();
        var last = default(FiledRequest);
        for (var i = 0; i < 5; i++)
        {
            var reply = await _server.PostAsync("/api/requests", """{"right":"access","identities":{"email":"ann@example.org"}}""");
            Assert.Equal(202, reply.Status);
            lengths.Add(reply.Bytes.Length);
            last = new FiledRequest(reply.Text("requestId"), reply.Text("trackingToken"), "ann@example.org");
        }

        Assert.Single(lengths);
        // Notices leave in order: when another's has left, Ann's have.
        await _server.CodeAsync(await _server.FileAsync("bob@example.org"));
        Assert.Equal(3, _server.Mail.All.Count(m => m.To.Value == "ann@example.org"));

        var resend = await _server.PostAsync($"/api/requests/{last!.Id}/verification/resend", null, last.Token);
        Assert.Equal(429, resend.Status);
        Assert.Equal("86400", resend.Headers["Retry-After"]);
        _server.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(202, (await _server.PostAsync($"/api/requests/{last.Id}/verification/resend", null, last.Token)).Status);
    }

    [Fact]
    public async Task Codes_of_one_address_are_tried_so_often_a_day_over_all_requests()
    {
        var tried = 0;
        for (var r = 0; r < 5; r++)
        {
            var request = await _server.FileAsync();
            for (var i = 0; i < 5; i++)
            {
                var reply = await _server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code($"{10000000 + r * 10 + i}"), request.Token);
                if (reply.Status == 422) tried++;
                else Assert.Equal(429, reply.Status);
            }
        }

        Assert.Equal(15, tried);
    }

    [Fact]
    public async Task A_spent_budget_does_not_tell_a_right_code_from_a_wrong_one()
    {
        var request = await _server.FileAsync();
        var code = await _server.CodeAsync(request);
        for (var r = 0; r < 3; r++)
        {
            var other = await _server.FileAsync();
            for (var i = 0; i < 5; i++) await _server.PostAsync($"/api/requests/{other.Id}/verification", ApiServer.Code("00000001"), other.Token);
        }

        var right = await _server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(code), request.Token);
        var wrong = await _server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(ApiServer.Wrong(code)), request.Token);
        Assert.Equal(429, right.Status);
        Assert.Equal(right.Bytes, wrong.Bytes);
    }
}
