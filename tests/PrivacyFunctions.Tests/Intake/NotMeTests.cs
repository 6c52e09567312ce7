using System.Net;
using System.Text.Json;
using PrivacyFunctions.Tests.Deletion;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.StaffConsole;

namespace PrivacyFunctions.Tests.Intake;

/// <summary>The person says that a deletion was not their wish.</summary>
public sealed class NotMeTests
{
    [Fact]
    public Task Looking_at_the_page_however_often_and_by_whatever_method_changes_nothing() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (request, link) = await AnnouncedAsync(server);
        await server.QuietAsync();
        var before = (await server.CaseAsync(request)).Json.GetProperty("timeline").GetRawText();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
        {
            for (var i = 0; i < 100; i++)
            {
                using var message = new HttpRequestMessage(method, link);
                message.Headers.TryAddWithoutValidation("Purpose", "prefetch");
                using var answer = await server.Client.SendAsync(message);
            }
        }

        Assert.Equal(before, (await server.CaseAsync(request)).Json.GetProperty("timeline").GetRawText());
        Assert.Equal("in-progress", (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Text("status"));
    });

    [Fact]
    public Task The_page_asks_plainly_and_can_do_nothing_but_post_its_form() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (_, link) = await AnnouncedAsync(server);
        using var answer = await server.Client.GetAsync(link);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<button", page, StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
    });

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public Task Without_the_token_nothing_is_there(string token) => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (request, _) = await AnnouncedAsync(server);

        using var look = await server.Client.GetAsync($"/r/{request.Id}/not-me?token={token}");
        using var press = await server.PressAsync($"/r/{request.Id}/not-me?token={token}");
        var call = await server.PostAsync($"/api/requests/{request.Id}/not-me", null, token.Length == 0 ? request.Token : token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, 404), (look.StatusCode, press.StatusCode, call.Status));
        Assert.Equal("in-progress", (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Text("status"));
    });

    [Fact]
    public Task The_button_freezes_the_request_until_staff_decide_anew() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (request, link) = await AnnouncedAsync(server);
        using var pressed = await server.PressAsync(link);
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Equal("awaiting-review", (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Text("status"));
        await server.AskedAsync(request, "not-me");

        server.Time.Advance(TimeSpan.FromHours(200));
        await server.AskedAsync(request, "not-me");
        Assert.Equal(["ann@example.org", "bob@example.org"], server.Customers());

        await server.ApproveAsync(request, "not-me");
        await server.UntilAsync(request, "completed");
        Assert.Equal(["bob@example.org"], server.Customers());
        using var late = await server.PressAsync(link);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    });

    [Fact]
    public Task A_frozen_request_can_be_denied() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (request, link) = await AnnouncedAsync(server);
        using var pressed = await server.PressAsync(link);
        var question = await server.AskedAsync(request, "not-me");

        var reply = await server.DecideAsync(request, new { decision = "deny", ground = "unverified", reason = "It was somebody else.", planHash = question.PlanHash() });

        Assert.Equal((200, "denied"), (reply.Status, reply.Text("status")));
        Assert.Equal(["ann@example.org", "bob@example.org"], server.Customers());
    });

    [Fact]
    public Task An_approval_from_before_the_objection_does_not_count() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.AskedAsync(request, "approval");
        var mail = await server.Mail.WaitAsync(m => m.Id.Contains(request.Id + "-received", StringComparison.Ordinal), 1);
        var link = new Uri(mail.Body.Split('\n').Single(line => line.Contains("/not-me?token=", StringComparison.Ordinal)).Trim()).PathAndQuery;

        using var pressed = await server.PressAsync(link);
        var question = await server.AskedAsync(request, "not-me");
        await server.ApproveAsync(request, "not-me");
        server.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(question.GetProperty("answered").GetBoolean());
        await server.LinkAsync(request);
    });

    [Fact]
    public async Task An_objection_wins_every_race_that_it_is_told_it_won()
    {
        for (var trial = 0; trial < 4; trial++)
        {
            await ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
            {
                var (request, link) = await AnnouncedAsync(server);
                using var go = new SemaphoreSlim(0);
                var press = Task.Run(async () => { await go.WaitAsync(); return await server.PressAsync(link); });
                var pass = Task.Run(async () => { await go.WaitAsync(); server.Time.Advance(TimeSpan.FromHours(72)); });
                go.Release(2);
                await pass;
                using var pressed = await press;
                if (pressed.StatusCode == HttpStatusCode.OK)
                {
                    await server.AskedAsync(request, "not-me");
                    Assert.Contains("ann@example.org", server.Customers());
                }
                else
                {
                    Assert.Equal(HttpStatusCode.Conflict, pressed.StatusCode);
                    await server.UntilAsync(request, "completed");
                    Assert.DoesNotContain("ann@example.org", server.Customers());
                }
            });
        }
    }

    private static async Task<(FiledRequest Request, string Link)> AnnouncedAsync(ApiServer server)
    {
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);
        return (request, await server.LinkAsync(request));
    }
}
