using System.Net;
using System.Net.Http.Headers;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Access;

/// <summary>What staff see and do.</summary>
[Collection(SmallOrganisationTests.Name)]
public sealed class StaffTests(SmallOrganisation organisation)
{
    private StaffClient Staff => organisation.Server.Staff;

    [Theory]
    [InlineData("requests")]
    [InlineData("systems")]
    [InlineData("requests/{0}")]
    [InlineData("requests/{0}/status")]
    [InlineData("requests/{0}/plan")]
    public async Task Without_the_staff_token_there_is_nothing(string path)
    {
        var address = "/api/staff/" + path.Replace("{0}", organisation.Anna.RequestId, StringComparison.Ordinal);

        (await organisation.Server.Http.CallAsync(HttpMethod.Get, address)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await organisation.Server.Http.CallAsync(HttpMethod.Get, address, organisation.Anna.TrackingToken)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Requests_are_listed_by_state_and_right()
    {
        var completed = (await Staff.GetAsync("requests?status=completed&right=access&limit=100")).Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();
        var first = (await Staff.GetAsync("requests?limit=1")).Expect(HttpStatusCode.OK);
        var rest = (await Staff.GetAsync($"requests?limit=1&cursor={Uri.EscapeDataString(first["nextCursor"])}")).Expect(HttpStatusCode.OK).Json;

        Assert.Contains(completed, item => item.GetProperty("requestId").GetString() == organisation.Anna.RequestId);
        Assert.All(completed, item => Assert.Equal("completed", item.GetProperty("status").GetString()));
        var due = completed.Select(item => item.GetProperty("dueAt").GetDateTimeOffset()).ToList();
        Assert.Equal(due.Order(), due);
        Assert.NotEqual(first.Json.GetProperty("items")[0].GetProperty("requestId").GetString(), rest.GetProperty("items")[0].GetProperty("requestId").GetString());
        (await Staff.GetAsync("requests?status=nonsense")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
        (await Staff.GetAsync("requests?limit=-1")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
        (await Staff.GetAsync("requests?cursor=nonsense")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
    }

    [Fact]
    public async Task A_case_shows_law_deadline_and_course_but_none_of_the_data()
    {
        var answer = (await Staff.GetAsync($"requests/{organisation.Anna.RequestId}")).Expect(HttpStatusCode.OK);

        Assert.Equal("gdpr", answer["law"]);
        Assert.NotEmpty(answer["lawReason"]);
        Assert.NotEqual(0, answer.Json.GetProperty("deadlineExplanation").GetArrayLength());
        Assert.Equal(["received", "queued", "in-progress", "completed"], answer.Json.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!));
        Assert.DoesNotContain(SmallOrganisation.AnnasMark, answer.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polling_an_unchanged_status_costs_nothing()
    {
        var path = $"requests/{organisation.Anna.RequestId}/status";
        var answer = (await Staff.GetAsync(path)).Expect(HttpStatusCode.OK);
        var tag = answer.Message.Headers.ETag!;

        var again = await Staff.GetAsync(path, request => request.Headers.IfNoneMatch.Add(tag));
        var other = await Staff.GetAsync(path, request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\"")));

        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.Empty(again.Body);
        other.Expect(HttpStatusCode.OK);
        Assert.Equal("Completed", answer["runtimeStatus"]);
        Assert.Equal(100, answer.Json.GetProperty("percent").GetInt32());
        Assert.All(answer.Json.GetProperty("systems").EnumerateArray(), system => Assert.Equal("done", system.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_plan_names_collections_and_no_person()
    {
        var plan = (await Staff.GetAsync($"requests/{organisation.Anna.RequestId}/plan")).Expect(HttpStatusCode.OK);

        Assert.NotEmpty(plan["planHash"]);
        Assert.Contains("guest_order", plan.Json.GetProperty("units").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", plan.Json.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(SmallOrganisation.AnnasPhone, plan.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_connected_system_is_listed_without_its_secrets()
    {
        var answer = (await Staff.GetAsync("systems")).Expect(HttpStatusCode.OK);

        Assert.Equal(["crm", "hosting", "orders", "support"], answer.Json.GetProperty("items").EnumerateArray().Select(system => system.GetProperty("dataset").GetString()!).Order());
        Assert.All(answer.Json.GetProperty("items").EnumerateArray(), system => Assert.True(system.GetProperty("connected").GetBoolean()));
        Assert.DoesNotContain("Username", answer.Json.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Staff_can_prove_somebody_without_an_address_and_the_search_starts_from_that_alone()
    {
        var body = new { right = "access", identities = new Dictionary<string, string> { ["phone_number"] = SmallOrganisation.AnnasPhone } };
        var filed = (await organisation.Server.Http.CallAsync(HttpMethod.Post, "/api/requests", body: body)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("staff", filed.Json.GetProperty("verification").GetProperty("method").GetString());
        var (id, proof) = (filed["requestId"], new { identities = new[] { "phone_number" }, method = "video-call", reason = "Answered a call to that number." });
        (await Staff.PostAsync($"requests/{id}/verification", proof with { identities = ["email"] })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
        (await organisation.Server.Http.CallAsync(HttpMethod.Post, $"/api/staff/requests/{id}/verification", filed["trackingToken"], proof)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");

        (await Staff.PostAsync($"requests/{id}/verification", proof)).Expect(HttpStatusCode.OK);

        var status = await Staff.WaitAsync(id, "completed");
        Assert.Equal(1, Records(status, "crm"));
        Assert.Equal(1, Records(status, "orders"));
        Assert.DoesNotContain("support", status.GetProperty("systems").GetRawText(), StringComparison.Ordinal);
        (await Staff.PostAsync($"requests/{id}/verification", proof)).ExpectProblem(HttpStatusCode.Conflict, "wrong-state");
    }

    private static long Records(System.Text.Json.JsonElement status, string dataset) =>
        status.GetProperty("systems").EnumerateArray().Single(system => system.GetProperty("dataset").GetString() == dataset).GetProperty("records").GetInt64();
}
