using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.StaffConsole;

namespace PrivacyFunctions.Tests.Deletion;

/// <summary>What a deletion takes, over HTTP.</summary>
internal static partial class DeletionScript
{
    public const string Shop = "shop.db";
    public const string Crm = "crm.db";

    public static IReadOnlyList<string> Customers(this ApiServer server) => server.Read(Shop, "SELECT email FROM customer ORDER BY id");

    /// <summary>Everything that is found goes, at once.</summary>
    public static void AtOnce(ApiServer server)
    {
        Patient(server);
        server.Settings["Privacy__Deletion__CoolingOff"] = "00:00:00";
    }

    /// <summary>The same where a second system holds data.</summary>
    public static void AtOnceInTwoSystems(ApiServer server)
    {
        AtOnce(server);
        server.WithCrm = true;
    }

    /// <summary>Everything that is found goes, after the time to object.</summary>
    public static void Patient(ApiServer server) => server.Settings["Privacy__Retry__Attempts"] = "1";

    /// <summary>Files and verifies a deletion.</summary>
    public static Task<FiledRequest> FileDeletionAsync(this ApiServer server, string email = "ann@example.org") => server.FileVerifiedAsync(email, "deletion");

    /// <summary>Waits for a question to staff.</summary>
    public static async Task<JsonElement> AskedAsync(this ApiServer server, FiledRequest request, string code)
    {
        var reply = await server.CaseAsync(
            request,
            view => view.Text("status") == "awaiting-review" && view.Json.GetProperty("question").GetProperty("code").GetString() == code);
        return reply.Json.GetProperty("question");
    }

    /// <summary>Waits for a question about the plan and approves it.</summary>
    public static async Task ApproveAsync(this ApiServer server, FiledRequest request, string code = "approval")
    {
        var question = await server.AskedAsync(request, code);
        var reply = await server.DecideAsync(request, new { decision = "approve", reason = "Checked.", planHash = question.PlanHash() });
        Assert.Equal(200, reply.Status);
    }

    /// <summary>Waits for a question about the plan, and approves it without the second system.</summary>
    public static async Task LeaveOutCrmAsync(this ApiServer server, FiledRequest request)
    {
        var question = await server.AskedAsync(request, "approval");
        var reply = await server.DecideAsync(
            request,
            new { decision = "partially-approve", ground = "legal-claims", reason = "A claim is pending.", planHash = question.PlanHash(), excludeDatasets = new[] { "crm" } });
        Assert.Equal(200, reply.Status);
    }

    /// <summary>The address of the page in the notice that the deletion will begin.</summary>
    public static async Task<string> LinkAsync(this ApiServer server, FiledRequest request)
    {
        var mail = await server.Mail.WaitAsync(m => m.Id.Contains(request.Id + "-deletionannounced", StringComparison.Ordinal), 1);
        return new Uri(Link().Match(mail.Body).Value).PathAndQuery;
    }

    /// <summary>Presses the button of the page.</summary>
    public static Task<HttpResponseMessage> PressAsync(this ApiServer server, string link) => server.Client.PostAsync(
        link[..link.IndexOf('?', StringComparison.Ordinal)],
        new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..] }));

    /// <summary>The receipt, parsed.</summary>
    public static async Task<JsonElement> ReceiptAsync(this ApiServer server, FiledRequest request, int nth = 1)
    {
        Assert.Equal(202, (await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
        var code = await server.CodeAsync(request, "download", nth);
        var token = (await server.PostAsync($"/api/requests/{request.Id}/download-token", ApiServer.Code(code), request.Token)).Text("downloadToken");
        var reply = await server.GetAsync($"/api/requests/{request.Id}/receipt", token);
        Assert.Equal(200, reply.Status);
        return reply.Json;
    }

    /// <summary>The steps that the person sees, as <c>name:state</c>.</summary>
    public static async Task<string[]> StepsAsync(this ApiServer server, FiledRequest request) =>
        [.. (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Json.GetProperty("steps").EnumerateArray()
            .Select(step => $"{step.GetProperty("name").GetString()}:{step.GetProperty("state").GetString()}")];

    public static JsonElement Of(this JsonElement receipt, string collection) =>
        receipt.GetProperty("collections").EnumerateArray().Single(entry => entry.GetProperty("collection").GetString() == collection);

    [GeneratedRegex(@"http\S+/not-me\?token=\S+")]
    private static partial Regex Link();
}
