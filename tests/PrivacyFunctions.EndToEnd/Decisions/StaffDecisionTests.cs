using System.Net;
using PrivacyFunctions.EndToEnd.Reliability;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Decisions;

/// <summary>Staff with tokens of their own decide about requests of a server that runs as a process.</summary>
public sealed class StaffDecisionTests
{
    private static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["Privacy__Review__Access"] = "always",
        ["Privacy__Approval__Access__People"] = "2",
        ["Privacy__Staff__anna__Token"] = "the-token-of-anna-alone",
        ["Privacy__Staff__anna__Roles"] = "Approver",
        ["Privacy__Staff__bert__Token"] = "the-token-of-bert-alone",
        ["Privacy__Staff__bert__Roles"] = "Operator,Approver",
        ["Privacy__Staff__cleo__Token"] = "the-token-of-cleo-alone",
        ["Privacy__Staff__cleo__Roles"] = "Operator",
    };

    [Fact]
    public async Task Two_people_approve_and_neither_a_kill_nor_a_role_that_is_missing_changes_what_they_said()
    {
        using var system = new OrderSystem(people: 2);
        await using var server = await PrivacyProcess.StartAsync(system.Map, Settings);
        var person = await WaitingAsync(server, 1);
        var plan = (await server.Staff.GetAsync($"requests/{person.RequestId}/plan")).Expect(HttpStatusCode.OK)["planHash"];
        var approve = new { decision = "approve", reason = "In order.", planHash = plan };
        var path = $"requests/{person.RequestId}/decision";

        (await Cleo(server).PostAsync(path, approve)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await Cleo(server).GetAsync($"requests/{person.RequestId}")).Expect(HttpStatusCode.OK);
        (await Anna(server).PostAsync($"requests/{person.RequestId}/skip", new { datasets = new[] { "orders" }, reason = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await Anna(server).PostAsync(path, approve)).Expect(HttpStatusCode.OK);
        await server.KillAsync();
        await server.RestartAsync();
        (await Anna(server).PostAsync(path, approve)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "refused-by-rule");
        (await Bert(server).PostAsync(path, approve)).Expect(HttpStatusCode.OK);
        await server.KillAsync();
        await server.RestartAsync();

        await server.Staff.WaitAsync(person.RequestId, "completed");
        var decisions = (await server.Staff.GetAsync($"requests/{person.RequestId}")).Expect(HttpStatusCode.OK).Json.GetProperty("decisions").EnumerateArray();
        Assert.Equal(["anna", "bert"], decisions.Select(decision => decision.GetProperty("staff").GetString()));
        Assert.True((await person.DownloadAsync()).Names.Any());
    }

    [Fact]
    public async Task A_denial_reaches_the_person_with_its_reason()
    {
        using var system = new OrderSystem(people: 2);
        await using var server = await PrivacyProcess.StartAsync(system.Map, Settings);
        var person = await WaitingAsync(server, 2);
        var plan = (await server.Staff.GetAsync($"requests/{person.RequestId}/plan")).Expect(HttpStatusCode.OK)["planHash"];

        (await Bert(server).PostAsync(
            $"requests/{person.RequestId}/decision", new { decision = "deny", ground = "excessive", reason = "Asked every day of this month.", planHash = plan })).Expect(HttpStatusCode.OK);

        var seen = await person.ReadAsync();
        Assert.Equal(("denied", "denied"), (seen["status"], seen["outcome"]));
        Assert.Equal("excessive", seen.Json.GetProperty("withheld")[0].GetProperty("ground").GetString());
        await Waiting.ForAsync("the mail about the denial", async () =>
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(server.Data, "outbox"), "*.eml"))
            {
                if ((await File.ReadAllTextAsync(file)).Contains("Asked every day", StringComparison.Ordinal)) return file;
            }

            return null;
        });
        var events = await server.ToolAsync("events", "--data", server.Data);
        Assert.Contains("privacy.request.decided.v1", events.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Asked every day", events.Output, StringComparison.Ordinal);
    }

    private static async Task<Requester> WaitingAsync(PrivacyProcess server, int number)
    {
        var person = await Requester.FileAsync(server, OrderSystem.Address(number));
        await person.VerifyAsync();
        await server.Staff.WaitAsync(person.RequestId, "awaiting-review");
        return person;
    }

    private static StaffClient Anna(PrivacyProcess server) => new(server.Http, "the-token-of-anna-alone");

    private static StaffClient Bert(PrivacyProcess server) => new(server.Http, "the-token-of-bert-alone");

    private static StaffClient Cleo(PrivacyProcess server) => new(server.Http, "the-token-of-cleo-alone");
}
