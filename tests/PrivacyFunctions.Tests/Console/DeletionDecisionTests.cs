using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.StaffConsole;

public sealed class DeletionDecisionTests
{
    [Fact]
    public Task A_deletion_erases_what_was_approved_and_leaves_what_was_excluded() => ApiServer.WithOwnAsync(Prepare, async server =>
    {
        var (request, question) = await server.AskedAsync(right: "deletion");
        Assert.Equal("approval", question.GetProperty("code").GetString());
        Assert.Equal((1, 1), (server.Rows("ann@example.org", ofCrm: false), server.Rows("ann@example.org", ofCrm: true)));

        Assert.Equal(200, (await server.DecideAsync(request, new
        {
            decision = "partially-approve",
            ground = "legal-claims",
            reason = "A lawsuit.",
            planHash = question.PlanHash(),
            excludeDatasets = new[] { "crm" },
        })).Status);

        var answered = await server.UntilAsync(request, "partially-completed");
        Assert.Equal((0, 1), (server.Rows("ann@example.org", ofCrm: false), server.Rows("ann@example.org", ofCrm: true)));
        Assert.Equal((1, 1), (server.Rows("bob@example.org", ofCrm: false), server.Rows("bob@example.org", ofCrm: true)));
        Assert.Contains(answered.Json.GetProperty("withheld").EnumerateArray(), item =>
            item.GetProperty("collection").GetString() == "crm.contact" && item.GetProperty("ground").GetString() == "legal-claims");
        Assert.Equal(["request.received.v1", "request.verified.v1", "request.decided.v1", "request.completed.v1"], await server.EventsAsync(request));
    });

    [Fact]
    public Task A_denied_deletion_erases_nothing() => ApiServer.WithOwnAsync(Prepare, async server =>
    {
        var (request, question) = await server.AskedAsync(right: "deletion");
        Assert.Equal(422, (await server.DecideAsync(request, new { decision = "deny", ground = "contract", reason = "Not under the GDPR.", planHash = question.PlanHash() })).Status);
        Assert.Equal(200, (await server.DecideAsync(request, new { decision = "deny", ground = "legal-obligation", reason = "Tax law.", planHash = question.PlanHash() })).Status);
        await server.UntilAsync(request, "denied");
        Assert.Equal((1, 1), (server.Rows("ann@example.org", ofCrm: false), server.Rows("ann@example.org", ofCrm: true)));
    });

    private static void Prepare(ApiServer server)
    {
        server.Settings["Privacy__Deletion__CoolingOff"] = "00:00:00";
        server.WithCrm = true;
        server.SeedCrm();
    }
}
