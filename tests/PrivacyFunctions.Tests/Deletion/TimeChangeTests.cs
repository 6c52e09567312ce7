using System.Globalization;
using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.Deletion;

/// <summary>Summer time begins or ends, or somebody sets the clock, while requests are open.</summary>
public sealed class TimeChangeTests
{
    private static readonly TimeSpan TimeToObject = TimeSpan.FromHours(72);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // In Berlin summer time begins on 29 March and ends on 25 October 2026.
    [Theory]
    [InlineData("2026-03-27T12:00:00Z", "2026-04-27T21:59:59Z")]
    [InlineData("2026-10-23T12:00:00Z", "2026-11-23T22:59:59Z")]
    public Task Summer_time_changes_no_wait_and_moves_no_deadline_or_reminder(string now, string dueAt) => ApiServer.WithOwnAsync(
        server =>
        {
            DeletionScript.Patient(server);
            server.Settings["Privacy__TimeZone"] = "Europe/Berlin";
            server.Time.Advance(Time(now) - server.Time.GetUtcNow());
        },
        async server =>
        {
            var silent = await server.FileAsync("bob@example.org");
            var request = await server.FileDeletionAsync();
            await server.ApproveAsync(request);
            await server.LinkAsync(request);

            server.Time.Advance(TimeToObject - Minute);

            await server.Mail.WaitAsync(mail => mail.Id == $"{silent.Id}-verificationreminder-1", 1);
            var waiting = await server.GetAsync($"/api/staff/requests/{request.Id}/status", ApiServer.Reader);
            Assert.Equal(("in-progress", "cooling-off"), (waiting.Text("status"), waiting.Text("phase")));
            Assert.Equal(Time(dueAt), Time(waiting.Text("dueAt")));
            Assert.Equal(["ann@example.org", "bob@example.org"], server.Customers());

            server.Time.Advance(Minute);

            await server.UntilAsync(request, "completed");
            Assert.Equal(["bob@example.org"], server.Customers());
            await server.QuietAsync();
            Assert.Single(server.Mail.All, mail => mail.Id.StartsWith($"{silent.Id}-verificationreminder", StringComparison.Ordinal));
        });

    [Fact]
    public Task A_clock_that_is_set_back_by_a_day_keeps_no_code_alive_and_holds_nothing_up() => ApiServer.WithOwnAsync(DeletionScript.AtOnce, async server =>
    {
        var late = await server.FileAsync("bob@example.org");
        var code = await server.CodeAsync(late);
        var request = await server.FileDeletionAsync();
        await server.AskedAsync(request, "approval");

        server.Time.AdjustTime(server.Time.GetUtcNow() - TimeSpan.FromDays(1));
        await server.ApproveAsync(request);
        await server.UntilAsync(request, "completed");
        Assert.Equal(["bob@example.org"], server.Customers());

        // Time passes at half speed until the clock has caught up.
        server.Time.Advance(TimeSpan.FromMinutes(21));
        var reply = await server.PostAsync($"/api/requests/{late.Id}/verification", ApiServer.Code(code), late.Token);
        Assert.Equal((410, "code-dead"), (reply.Status, reply.Problem));
    });

    [Fact]
    public Task A_clock_that_is_set_forward_by_a_day_ends_what_has_a_date_and_nothing_else() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var late = await server.FileAsync("bob@example.org");
        var code = await server.CodeAsync(late);
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);
        await server.LinkAsync(request);

        server.Time.AdjustTime(server.Time.GetUtcNow() + TimeSpan.FromDays(1));

        Assert.Equal(410, (await server.PostAsync($"/api/requests/{late.Id}/verification", ApiServer.Code(code), late.Token)).Status);
        var waiting = await server.GetAsync($"/api/staff/requests/{request.Id}/status", ApiServer.Reader);
        Assert.Equal("cooling-off", waiting.Text("phase"));

        // What has become due is noticed within minutes, not when it would have been due by the clock before.
        server.Time.AdjustTime(server.Time.GetUtcNow() + TimeSpan.FromDays(2));
        server.Time.Advance(TimeSpan.FromMinutes(6));
        await server.UntilAsync(request, "completed");
    });

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
