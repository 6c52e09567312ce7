using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.Local.Audit;

namespace PrivacyFunctions.Tests.StaffConsole;

public sealed class TendRequestsTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Who_does_not_verify_is_reminded_twice_without_a_code_then_staff_look_then_it_is_closed() => ApiServer.WithOwnAsync(async server =>
    {
        var request = await server.FileAsync();
        await server.CodeAsync(request);
        await PassAsync(server, TimeSpan.FromDays(2));
        var first = await server.Mail.WaitAsync(m => m.Id == $"{request.Id}-verificationreminder-1", 1);
        Assert.DoesNotMatch(@"(?m)^\d{8}$", first.Body);
        Assert.Contains("new one on the page of your request", first.Body, StringComparison.Ordinal);
        await PassAsync(server, TimeSpan.FromDays(5));
        await server.Mail.WaitAsync(m => m.Id == $"{request.Id}-verificationreminder-2", 1);
        Assert.Empty((await server.CaseAsync(request)).Json.GetProperty("attention").EnumerateArray());

        await PassAsync(server, TimeSpan.FromDays(3));
        var flagged = await server.CaseAsync(request, shown => shown.Json.GetProperty("attention").GetArrayLength() > 0);
        Assert.Equal("unverified", flagged.Json.GetProperty("attention")[0].GetString());
        var line = (await server.GetAsync("/api/staff/requests", ApiServer.Reader)).Json.GetProperty("items")[0];
        Assert.Equal("unverified", line.GetProperty("attention")[0].GetString());
        Assert.Contains(await LoggedEntries.ReadAsync(server.Database), entry => entry is { Kind: "request.attention", Code: "unverified" });

        server.Time.Advance(flagged.Json.GetProperty("dueAt").GetDateTimeOffset() - server.Time.GetUtcNow() + Minutes);
        var expired = await server.UntilAsync(request, "expired");
        Assert.Equal("unverified", expired.Text("outcome"));
        Assert.NotEmpty(expired.Json.GetProperty("remedies").EnumerateArray());
        var last = await server.Mail.WaitAsync(m => m.Id == $"{request.Id}-unverified-1", 1);
        Assert.Contains("nobody had confirmed it", last.Body, StringComparison.Ordinal);
        Assert.Contains("supervisory authority", last.Body, StringComparison.Ordinal);
        Assert.Equal(["request.received.v1", "request.completed.v1"], await server.EventsAsync(request));
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{request.Id}/verification/resend", null, request.Token)).Status);
        await PassAsync(server, TimeSpan.FromDays(1));
        await server.QuietAsync();
        Assert.Equal(4, server.Mail.All.Count(mail => mail.Id.Contains(request.Id, StringComparison.Ordinal)));
    });

    [Fact]
    public Task A_reminder_leads_to_a_fresh_code_and_a_verified_request_is_left_in_peace() => ApiServer.WithOwnAsync(async server =>
    {
        var request = await server.FileAsync();
        await server.CodeAsync(request);
        await PassAsync(server, TimeSpan.FromDays(2));
        await server.Mail.WaitAsync(m => m.Id == $"{request.Id}-verificationreminder-1", 1);
        Assert.Equal(202, (await server.PostAsync($"/api/requests/{request.Id}/verification/resend", null, request.Token)).Status);
        var code = await server.CodeAsync(request, "Your code to confirm", 2);
        Assert.Equal(200, (await server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(code), request.Token)).Status);
        await server.UntilAsync(request, "completed");
        await PassAsync(server, TimeSpan.FromDays(9));
        await server.QuietAsync();
        Assert.Single(server.Mail.All, mail => mail.Id.Contains("verificationreminder", StringComparison.Ordinal));
    });

    [Fact]
    public Task A_server_that_slept_sends_no_stale_reminders() => ApiServer.WithOwnAsync(async server =>
    {
        var request = await server.FileAsync();
        await server.QuietAsync();
        server.Time.Advance(TimeSpan.FromDays(12));
        await server.CaseAsync(request, shown => shown.Json.GetProperty("attention").GetArrayLength() > 0);
        await server.QuietAsync();
        Assert.DoesNotContain(server.Mail.All, mail => mail.Id.Contains("reminder", StringComparison.Ordinal));
    });

    [Fact]
    public Task An_open_request_past_its_deadline_is_told_once() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var (request, _) = await server.AskedAsync();
        server.Time.Advance((await server.CaseAsync(request)).Json.GetProperty("dueAt").GetDateTimeOffset() - server.Time.GetUtcNow() + Minutes);
        await server.CaseAsync(request, shown => shown.Json.GetProperty("attention").EnumerateArray().Any(code => code.GetString() == "overdue"));
        for (var i = 0; i < 3; i++) await PassAsync(server, TimeSpan.FromDays(1));
        Assert.Single(await server.EventsAsync(request), type => type == "request.overdue.v1");
    });

    [Fact]
    public Task A_retry_that_came_while_the_answer_was_made_without_the_system_is_not_lost() => ApiServer.WithOwnAsync(StaffScene.Broken, async server =>
    {
        var (request, _) = await server.AskedAsync();
        await server.SystemsAsync(request, "skip", "crm");
        await server.UntilAsync(request, "partially-completed");
        server.SeedCrm();
        var store = server.Services.GetRequiredService<IRequestStore>();
        await store.UpdateAsync(RequestId.Parse(request.Id), current => new RequestCommit(current with { Verdicts = [new SystemVerdict("crm", Retry: true)] }), default);
        server.Time.Advance(Minutes);
        Assert.Equal(2, (await server.UntilAsync(request, "completed")).Json.GetProperty("bundles").GetArrayLength());
    });

    /// <summary>Lets time pass and the minutes in which the sweep runs; ends when it has run.</summary>
    private static async Task PassAsync(ApiServer server, TimeSpan time)
    {
        server.Time.Advance(time + Minutes);
        var store = server.Services.GetRequiredService<IRequestStore>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await store.ListDueStepsAsync(server.Time.GetUtcNow(), 10, default)).Count > 0) patience.Token.ThrowIfCancellationRequested();
    }
}
