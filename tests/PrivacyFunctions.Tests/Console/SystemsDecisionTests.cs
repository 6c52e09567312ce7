using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.StaffConsole;

public sealed class SystemsDecisionTests
{
    [Fact]
    public Task A_system_that_failed_is_shown_and_asked_again_when_staff_say_so() => ApiServer.WithOwnAsync(StaffScene.Broken, async server =>
    {
        var (request, question) = await server.AskedAsync();
        Assert.Equal(("failed-systems", "retry-or-skip"), (question.GetProperty("code").GetString(), question.GetProperty("expects").GetString()));
        Assert.Equal("crm", Assert.Single(question.GetProperty("datasets").EnumerateArray()).GetString());
        var system = (await server.CaseAsync(request)).Json.GetProperty("systems").EnumerateArray().Single(s => s.GetProperty("dataset").GetString() == "crm");
        Assert.Equal(("failed", "unreachable"), (system.GetProperty("state").GetString(), system.GetProperty("error").GetProperty("code").GetString()));

        server.SeedCrm();
        Assert.Equal(200, (await server.SystemsAsync(request, "retry", "crm")).Status);
        var answered = await server.UntilAsync(request, "completed");
        Assert.True(Assert.Single(answered.Json.GetProperty("bundles").EnumerateArray()).GetProperty("complete").GetBoolean());
        Assert.Contains("system.failed.v1", await server.EventsAsync(request));
    });

    [Fact]
    public Task What_is_wrong_with_a_decision_on_systems_is_named() => ApiServer.WithOwnAsync(StaffScene.Broken, async server =>
    {
        var early = await server.FileAsync("bob@example.org");
        Assert.Equal(409, (await server.SystemsAsync(early, "retry", "crm")).Status);
        var (request, _) = await server.AskedAsync();
        var none = await server.SystemsAsync(request, "skip");
        Assert.Equal((400, "datasets"), (none.Status, none.WrongFields.Single()));
        var unknown = await server.SystemsAsync(request, "skip", "crm", "nowhere");
        Assert.Equal((422, "datasets[1]"), (unknown.Status, unknown.WrongFields.Single()));
        var fine = await server.SystemsAsync(request, "retry", "shop");
        Assert.Equal((409, "datasets[0]"), (fine.Status, fine.WrongFields.Single()));
        Assert.Equal(403, (await server.PostAsync($"/api/staff/requests/{request.Id}/skip", """{"datasets":["crm"],"reason":"x"}""", ApiServer.Approver)).Status);
        var plan = (await server.CaseAsync(request)).Text("planHash");
        Assert.Equal(409, (await server.DecideAsync(request, new { decision = "approve", reason = "x", planHash = plan })).Status);
        Assert.Equal("awaiting-review", (await server.CaseAsync(request)).Text("status"));
    });

    [Fact]
    public Task An_answer_without_a_system_says_so_and_a_later_success_makes_another_version() => ApiServer.WithOwnAsync(StaffScene.Broken, async server =>
    {
        var (request, _) = await server.AskedAsync();
        Assert.Equal(200, (await server.SystemsAsync(request, "skip", "crm")).Status);
        var partly = await server.UntilAsync(request, "partially-completed");
        Assert.Equal("partly", partly.Text("outcome"));
        using (var first = await server.BundleAsync(request))
        {
            Assert.False(first.Read("manifest.json").GetProperty("complete").GetBoolean());
            Assert.Equal("system-skipped", first.Read("manifest.json").GetProperty("gaps")[0].GetProperty("code").GetString());
        }

        Assert.Equal("skipped", (await server.CaseAsync(request)).Json.GetProperty("systems")[0].GetProperty("state").GetString());
        Assert.Equal(409, (await server.SystemsAsync(request, "skip", "crm")).Status);
        server.SeedCrm();
        server.Time.Advance(TimeSpan.FromDays(1));
        var again = await server.SystemsAsync(request, "retry", "crm");
        Assert.Equal((200, "queued"), (again.Status, again.Text("status")));
        var whole = await server.UntilAsync(request, "completed");

        Assert.Equal("fulfilled", whole.Text("outcome"));
        Assert.Equal([false, true], whole.Json.GetProperty("bundles").EnumerateArray().Select(bundle => bundle.GetProperty("complete").GetBoolean()));
        var mail = await server.Mail.WaitAsync(m => m.Id.StartsWith(request.Id + "-supplemented", StringComparison.Ordinal), 1);
        Assert.Contains("holds everything", mail.Body, StringComparison.Ordinal);
        using var second = await server.BundleAsync(request, nth: 2);
        Assert.Equal(2, second.Read("manifest.json").GetProperty("version").GetInt32());
        Assert.NotNull(second.GetEntry("data/crm/contact.json"));
        using var old = await server.BundleAsync(request, version: 1, nth: 3);
        Assert.Equal(1, old.Read("manifest.json").GetProperty("version").GetInt32());
        Assert.Equal(["request.completed.v1", "request.completed.v1"], (await server.EventsAsync(request)).Where(type => type == "request.completed.v1"));
        Assert.Equal(409, (await server.SystemsAsync(request, "retry", "crm")).Status);
    });

    [Fact]
    public Task A_later_round_that_brings_nothing_leaves_the_answer_as_it_was() => ApiServer.WithOwnAsync(StaffScene.Broken, async server =>
    {
        var (request, _) = await server.AskedAsync();
        await server.SystemsAsync(request, "skip", "crm");
        await server.UntilAsync(request, "partially-completed");
        await server.SystemsAsync(request, "retry", "crm");
        await server.UntilAsync(request, "awaiting-review");
        await server.SystemsAsync(request, "skip", "crm");
        var partly = await server.UntilAsync(request, "partially-completed");
        Assert.Equal(1, Assert.Single(partly.Json.GetProperty("bundles").EnumerateArray()).GetProperty("version").GetInt32());
        await server.QuietAsync();
        Assert.DoesNotContain(server.Mail.All, mail => mail.Id.Contains("supplemented", StringComparison.Ordinal));
        Assert.Single(server.Mail.All, mail => mail.Id.Contains("partlyready", StringComparison.Ordinal));
    });

    [Fact]
    public Task Three_days_before_the_deadline_whatever_is_ready_is_delivered_and_a_later_success_still_counts() => ApiServer.WithOwnAsync(StaffScene.Broken, async server =>
    {
        var (request, _) = await server.AskedAsync();
        var due = (await server.CaseAsync(request)).Json.GetProperty("dueAt").GetDateTimeOffset();
        server.Time.Advance(due - TimeSpan.FromDays(3) - server.Time.GetUtcNow() - TimeSpan.FromMinutes(1));
        Assert.Equal("awaiting-review", (await server.CaseAsync(request)).Text("status"));
        server.Time.Advance(TimeSpan.FromMinutes(2));
        var partly = await server.UntilAsync(request, "partially-completed");
        Assert.Equal("partly", partly.Text("outcome"));
        Assert.Contains("missing", (await server.Mail.WaitAsync(m => m.Id.Contains(request.Id + "-partlyready", StringComparison.Ordinal), 1)).Body, StringComparison.Ordinal);

        server.SeedCrm();
        await server.SystemsAsync(request, "retry", "crm");
        var whole = await server.UntilAsync(request, "completed");
        Assert.Equal(2, whole.Json.GetProperty("bundles").GetArrayLength());
        server.Time.Advance(TimeSpan.FromDays(10));
        Assert.DoesNotContain("request.overdue.v1", await server.EventsAsync(request));
    });

    [Fact]
    public Task A_decision_before_the_question_waits_for_it() => ApiServer.WithOwnAsync(
        server =>
        {
            StaffScene.Broken(server);
            StaffScene.Reviewed(server);
        },
        async server =>
        {
            var (request, question) = await server.AskedAsync();
            await server.DecideAsync(request, new { decision = "approve", reason = "Go.", planHash = question.PlanHash() });
            await server.CaseAsync(request, shown => shown.Json.TryGetProperty("question", out var asked) && asked.GetProperty("code").GetString() == "failed-systems");
            Assert.Equal(200, (await server.SystemsAsync(request, "retry", "crm")).Status);
            // The system fails again; whatever the request shows at that moment, the decision holds.
            ApiReply reply;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while ((reply = await server.SystemsAsync(request, "skip", "crm")).Status == 409) patience.Token.ThrowIfCancellationRequested();
            Assert.Equal(200, reply.Status);
            await server.UntilAsync(request, "partially-completed");

            // Now that the system says what its keys are, the plan is another one, and that needs its own approval.
            server.SeedCrm();
            await server.SystemsAsync(request, "retry", "crm");
            await server.UntilAsync(request, "awaiting-review");
            var another = (await server.CaseAsync(request)).Json.GetProperty("question").PlanHash();
            Assert.NotEqual(question.PlanHash(), another);
            Assert.Equal(409, (await server.DecideAsync(request, new { decision = "approve", reason = "Go.", planHash = question.PlanHash() })).Status);
            Assert.Equal(200, (await server.DecideAsync(request, new { decision = "approve", reason = "Go.", planHash = another })).Status);
            await server.UntilAsync(request, "completed");
        });

    [Fact]
    public Task A_plan_that_was_approved_is_not_shown_again_for_adding_to_its_answer() => ApiServer.WithOwnAsync(
        server =>
        {
            StaffScene.Broken(server);
            StaffScene.Reviewed(server);
            server.SeedCrm();
        },
        async server =>
        {
            var (request, question) = await server.AskedAsync();
            server.RemoveCrm();
            await server.DecideAsync(request, new { decision = "approve", reason = "Go.", planHash = question.PlanHash() });
            await server.CaseAsync(request, shown => shown.Json.TryGetProperty("question", out var asked) && asked.GetProperty("code").GetString() == "failed-systems");
            await server.SystemsAsync(request, "skip", "crm");
            await server.UntilAsync(request, "partially-completed");
            server.SeedCrm();
            await server.SystemsAsync(request, "retry", "crm");
            await server.UntilAsync(request, "completed");
            Assert.Equal(question.PlanHash(), (await server.CaseAsync(request)).Text("planHash"));
            Assert.Single((await server.CaseAsync(request)).Json.GetProperty("decisions").EnumerateArray(), decision => decision.GetProperty("decision").GetString() == "approve");
        });
}
