using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.Local.Audit;

namespace PrivacyFunctions.Tests.StaffConsole;

public sealed class PlanDecisionTests
{
    [Fact]
    public Task A_reviewed_request_waits_plainly_and_is_answered_once_it_is_approved() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var (request, question) = await server.AskedAsync();
        Assert.Equal("approval", question.GetProperty("code").GetString());
        Assert.Equal("decision", question.GetProperty("expects").GetString());
        Assert.Equal(server.Time.GetUtcNow(), question.GetProperty("since").GetDateTimeOffset());
        Assert.False(question.GetProperty("answered").GetBoolean());
        Assert.Equal(1, question.GetProperty("approvalsNeeded").GetInt32());
        var steps = (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Json.GetProperty("steps").EnumerateArray();
        Assert.Equal("running", steps.Single(step => step.GetProperty("name").GetString() == "review").GetProperty("state").GetString());
        var line = (await server.GetAsync("/api/staff/requests?status=awaiting-review", ApiServer.Reader)).Json.GetProperty("items")[0];
        Assert.Equal("approval", line.GetProperty("waitsFor").GetString());
        var plan = await server.GetAsync($"/api/staff/requests/{request.Id}/plan", ApiServer.Reader);
        Assert.Equal(plan.Text("planHash"), question.PlanHash());

        var reply = await server.DecideAsync(request, new { decision = "approve", reason = "All in order.", planHash = question.PlanHash() });
        Assert.Equal(200, reply.Status);
        Assert.Equal("approve", reply.Text("decision"));

        var answered = await server.UntilAsync(request, "completed");
        Assert.Equal("fulfilled", answered.Text("outcome"));
        Assert.Equal(["request.received.v1", "request.verified.v1", "request.decided.v1", "request.completed.v1"], await server.EventsAsync(request));
        var decision = (await server.CaseAsync(request)).Json.GetProperty("decisions")[0];
        Assert.Equal("ada", decision.GetProperty("staff").GetString());
        Assert.Equal("All in order.", decision.GetProperty("reason").GetString());
        var logged = await LoggedEntries.ReadAsync(server.Database);
        Assert.Contains(logged, entry => entry is { Kind: "staff.approve", Actor: "ada" } && entry.Facts["planHash"].Word == question.PlanHash());
        Assert.Contains(logged, entry => entry is { Kind: "staff.read", Actor: "rita", Code: "case" });
        Assert.Equal(409, (await server.DecideAsync(request, new { decision = "approve", reason = "Again.", planHash = question.PlanHash() })).Status);
    });

    [Fact]
    public Task What_is_wrong_with_a_decision_is_named_and_changes_nothing() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var (request, question) = await server.AskedAsync();
        var planHash = question.PlanHash();
        var empty = await server.DecideAsync(request, new { });
        Assert.Equal((400, "decision,planHash,reason"), (empty.Status, string.Join(',', empty.WrongFields)));
        Assert.Equal(["ground"], (await server.DecideAsync(request, new { decision = "deny", reason = "No.", planHash })).WrongFields);
        Assert.Equal(["excludeDatasets", "ground"], (await server.DecideAsync(request, new { decision = "partially-approve", reason = "Some.", planHash })).WrongFields);
        Assert.Equal(["excludeDatasets"], (await server.DecideAsync(request, new { decision = "approve", reason = "Yes.", planHash, excludeDatasets = new[] { "shop" } })).WrongFields);
        Assert.Equal(400, (await server.DecideAsync(request, new { decision = "perhaps", reason = "Hm.", planHash })).Status);

        foreach (var ground in new[] { "because", "public-health", "legal-claims" })
        {
            var refused = await server.DecideAsync(request, new { decision = "deny", ground, reason = "No.", planHash });
            Assert.Equal((422, "refused-by-rule", "ground"), (refused.Status, refused.Problem, refused.WrongFields.Single()));
        }

        var unknown = await server.DecideAsync(request, new { decision = "partially-approve", ground = "security", reason = "Some.", planHash, excludeDatasets = new[] { "shop", "nowhere" } });
        Assert.Equal((422, "excludeDatasets,excludeDatasets[1]"), (unknown.Status, string.Join(',', unknown.WrongFields)));
        var other = await server.DecideAsync(request, new { decision = "approve", reason = "Yes.", planHash = new string('0', 64) });
        Assert.Equal((409, "plan-changed"), (other.Status, other.Problem));
        Assert.Equal(403, (await server.DecideAsync(request, new { decision = "approve", reason = "Yes.", planHash }, ApiServer.Operator)).Status);
        Assert.Equal(409, (await server.SystemsAsync(request, "skip", "shop")).Status);

        var still = await server.CaseAsync(request);
        Assert.Equal("awaiting-review", still.Text("status"));
        Assert.Empty(still.Json.GetProperty("decisions").EnumerateArray());
    });

    [Fact]
    public Task A_denial_ends_the_request_with_its_ground_reason_and_remedies() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var (request, question) = await server.AskedAsync();
        var body = new { decision = "deny", ground = "excessive", reason = "Canary-reason: the fifth request this week.", planHash = question.PlanHash() };
        var reply = await server.DecideAsync(request, body, key: "a-denial-that-is-sent-twice");
        Assert.Equal((200, "denied"), (reply.Status, reply.Text("status")));
        Assert.Equal(reply.Bytes, (await server.DecideAsync(request, body, key: "a-denial-that-is-sent-twice")).Bytes);
        Assert.Equal(422, (await server.DecideAsync(request, body with { reason = "Another." }, key: "a-denial-that-is-sent-twice")).Status);

        var denied = await server.UntilAsync(request, "denied");
        Assert.Equal("denied", denied.Text("outcome"));
        Assert.Equal("excessive", denied.Json.GetProperty("withheld")[0].GetProperty("ground").GetString());
        Assert.NotEmpty(denied.Json.GetProperty("remedies").EnumerateArray());
        var mail = await server.Mail.WaitAsync(m => m.Id.StartsWith(request.Id + "-denied", StringComparison.Ordinal), 1);
        Assert.Contains("unfounded or excessive", mail.Body, StringComparison.Ordinal);
        Assert.Contains("the fifth request this week", mail.Body, StringComparison.Ordinal);
        Assert.Contains("supervisory authority", mail.Body, StringComparison.Ordinal);
        Assert.Equal(["request.received.v1", "request.verified.v1", "request.decided.v1", "request.completed.v1"], await server.EventsAsync(request));
        var status = await server.GetAsync($"/api/staff/requests/{request.Id}/status", ApiServer.Reader);
        Assert.Equal("Terminated", status.Text("runtimeStatus"));
        Assert.Equal(409, (await server.DecideAsync(request, body)).Status);
        Assert.Equal(409, (await server.SendAsync(HttpMethod.Delete, $"/api/requests/{request.Id}", token: request.Token)).Status);

        await server.QuietAsync();
        var stored = await server.Database.ReadAsync(
            session => session.Query(
                """
                SELECT document FROM requests UNION ALL SELECT content FROM request_documents UNION ALL SELECT content FROM audit_entries
                UNION ALL SELECT CAST(body AS BLOB) FROM topic_log UNION ALL SELECT answer FROM saved_answers
                """,
                row => System.Text.Encoding.Latin1.GetString(row.Raw(0))),
            default);
        Assert.DoesNotContain(stored, text => text.Contains("Canary-reason", StringComparison.Ordinal));
    });

    [Fact]
    public Task A_partial_approval_hands_out_the_rest_and_says_what_is_left_out_and_why() => ApiServer.WithOwnAsync(
        server =>
        {
            StaffScene.Reviewed(server);
            server.WithCrm = true;
            server.SeedCrm();
        },
        async server =>
        {
            var (request, question) = await server.AskedAsync();
            var reply = await server.DecideAsync(request, new
            {
                decision = "partially-approve",
                ground = "confidentiality",
                reason = "Sales notes.",
                planHash = question.PlanHash(),
                excludeDatasets = new[] { "crm" },
            });
            Assert.Equal(200, reply.Status);
            var answered = await server.UntilAsync(request, "partially-completed");
            Assert.Equal("partly", answered.Json.GetProperty("outcome").GetString());
            var withheld = Assert.Single(answered.Json.GetProperty("withheld").EnumerateArray());
            Assert.Equal(("crm.contact", 1, "confidentiality"), (
                withheld.GetProperty("collection").GetString(), withheld.GetProperty("count").GetInt32(), withheld.GetProperty("ground").GetString()));
            using var bundle = await server.BundleAsync(request);
            Assert.True(bundle.Read("manifest.json").GetProperty("complete").GetBoolean());
            Assert.NotNull(bundle.GetEntry("data/shop/customer.json"));
            Assert.Null(bundle.GetEntry("data/crm/contact.json"));
            Assert.Equal("crm.contact", bundle.Read("about/withheld.json")[0].GetProperty("collection").GetString());
        });

    [Fact]
    public Task Two_people_approve_the_same_and_nobody_counts_twice() => ApiServer.WithOwnAsync(
        server =>
        {
            StaffScene.Reviewed(server);
            server.Settings["Privacy__Approval__Access__People"] = "2";
            server.WithCrm = true;
            server.SeedCrm();
        },
        async server =>
        {
            var (request, question) = await server.AskedAsync();
            var approve = new { decision = "approve", reason = "Fine.", planHash = question.PlanHash() };
            var first = await server.DecideAsync(request, approve, key: "the-first-of-two-approvals");
            Assert.Equal(first.Bytes, (await server.DecideAsync(request, approve, key: "the-first-of-two-approvals")).Bytes);
            Assert.Equal((1, 2), (first.Json.GetProperty("approvals").GetInt32(), first.Json.GetProperty("approvalsNeeded").GetInt32()));
            Assert.Equal((422, "refused-by-rule"), ((await server.DecideAsync(request, approve)).Status, (await server.DecideAsync(request, approve)).Problem));
            var other = new { decision = "partially-approve", ground = "security", reason = "Not all.", planHash = question.PlanHash(), excludeDatasets = new[] { "crm" } };
            Assert.Equal(422, (await server.DecideAsync(request, other, ApiServer.OtherApprover)).Status);
            var waiting = (await server.CaseAsync(request)).Json.GetProperty("question");
            Assert.Equal("ada", Assert.Single(waiting.GetProperty("approvedBy").EnumerateArray()).GetString());
            Assert.DoesNotContain("request.decided.v1", await server.EventsAsync(request));
            var store = server.Services.GetRequiredService<IRequestStore>();
            Assert.Null((await store.FindAsync(RequestId.Parse(request.Id), default))!.Approval);

            Assert.Equal(200, (await server.DecideAsync(request, approve, ApiServer.OtherApprover)).Status);
            await server.UntilAsync(request, "completed");
            Assert.Single(await server.EventsAsync(request), type => type == "request.decided.v1");
        });

    [Fact]
    public Task Nobody_approves_a_requester_they_vouched_for() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var filed = await server.PostAsync("/api/requests", """{"right":"access","identities":{"customer_id":"1"},"residence":"DE"}""");
        var request = new FiledRequest(filed.Text("requestId"), filed.Text("trackingToken"), "");
        Assert.Equal(200, (await server.PostAsync(
            $"/api/staff/requests/{request.Id}/verification", """{"identities":["customer_id"],"method":"counter","reason":"In person."}""", ApiServer.OtherApprover)).Status);
        await server.UntilAsync(request, "awaiting-review");
        var planHash = (await server.CaseAsync(request)).Text("planHash");
        Assert.Equal(422, (await server.DecideAsync(request, new { decision = "approve", reason = "Mine.", planHash }, ApiServer.OtherApprover)).Status);
        Assert.Equal(200, (await server.DecideAsync(request, new { decision = "approve", reason = "Theirs.", planHash })).Status);
        await server.UntilAsync(request, "completed");
    });

    [Fact]
    public Task Where_the_law_wants_more_proof_a_second_approval_or_points_and_declaration_stand_in() => ApiServer.WithOwnAsync(
        server =>
        {
            server.Settings["Privacy__Approval__Access__StepUp"] = "always";
            server.Settings["Privacy__Approval__SensitiveCategories"] = "user.contact.phone_number";
            server.WithCrm = true;
            server.SeedCrm();
        },
        async server =>
        {
            var filed = await server.PostAsync(
                "/api/requests", """{"right":"access","identities":{"email":"ann@example.org","customer_id":"1","phone_number":"+49301234"},"residence":"US-CA"}""");
            var request = new FiledRequest(filed.Text("requestId"), filed.Text("trackingToken"), "ann@example.org");
            await server.PostAsync($"/api/requests/{request.Id}/verification", ApiServer.Code(await server.CodeAsync(request)), request.Token);
            await server.UntilAsync(request, "awaiting-review"); // Because of the phone number: no setting asks for a review.
            var question = (await server.CaseAsync(request)).Json.GetProperty("question");
            Assert.Equal((1, 3, 2, true), (
                question.GetProperty("pointsProved").GetInt32(), question.GetProperty("pointsWanted").GetInt32(),
                question.GetProperty("approvalsNeeded").GetInt32(), question.GetProperty("declarationWanted").GetBoolean()));

            question = await VouchAsync(server, request, """{"identities":["customer_id","phone_number"],"method":"call","reason":"Answered the phone and knew the invoice."}""");
            Assert.Equal((3, 2, false), (
                question.GetProperty("pointsProved").GetInt32(), question.GetProperty("approvalsNeeded").GetInt32(), question.GetProperty("declarationSigned").GetBoolean()));

            question = await VouchAsync(server, request, """{"identities":["email"],"method":"signed-declaration","reason":"The signed form came by mail."}""");
            Assert.Equal((3, 1, true), (
                question.GetProperty("pointsProved").GetInt32(), question.GetProperty("approvalsNeeded").GetInt32(), question.GetProperty("declarationSigned").GetBoolean()));
            Assert.Equal(200, (await server.DecideAsync(request, new { decision = "approve", reason = "Proved.", planHash = question.PlanHash() })).Status);
            await server.UntilAsync(request, "completed");
        });

    // An operator proved more of who is asking; the question to staff as it is then.
    private static async Task<JsonElement> VouchAsync(ApiServer server, FiledRequest request, string proof)
    {
        Assert.Equal(200, (await server.PostAsync($"/api/staff/requests/{request.Id}/verification", proof, ApiServer.Operator)).Status);
        return (await server.CaseAsync(request)).Json.GetProperty("question");
    }
}
