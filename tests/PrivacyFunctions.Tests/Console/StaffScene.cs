using System.IO.Compression;
using System.Text.Json;
using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.StaffConsole;

/// <summary>What staff do, over HTTP.</summary>
internal static class StaffScene
{
    /// <summary>Settings under which staff approve every access request.</summary>
    public static void Reviewed(ApiServer server) => server.Settings["Privacy__Review__Access"] = "always";

    /// <summary>A second system that cannot be reached, and no patience with it.</summary>
    public static void Broken(ApiServer server)
    {
        server.WithCrm = true;
        server.Settings["Privacy__Retry__Attempts"] = "1";
    }

    /// <summary>Files, verifies, and waits until staff are asked; gives the open question.</summary>
    public static async Task<(FiledRequest Request, JsonElement Question)> AskedAsync(this ApiServer server, string email = "ann@example.org", string right = "access")
    {
        var request = await server.FileVerifiedAsync(email, right);
        await server.UntilAsync(request, "awaiting-review");
        return (request, (await server.CaseAsync(request)).Json.GetProperty("question"));
    }

    public static Task<ApiReply> DecideAsync(this ApiServer server, FiledRequest request, object decision, string token = ApiServer.Approver, string? key = null) =>
        server.PostAsync($"/api/staff/requests/{request.Id}/decision", JsonSerializer.Serialize(decision), token, key);

    public static Task<ApiReply> SystemsAsync(this ApiServer server, FiledRequest request, string verb, params string[] datasets) =>
        server.PostAsync(
            $"/api/staff/requests/{request.Id}/{verb}", JsonSerializer.Serialize(new { datasets, reason = "The vendor is on it." }), ApiServer.Operator);

    public static string PlanHash(this JsonElement question) => question.GetProperty("planHash").GetString()!;

    /// <summary>Downloads a bundle and opens it.</summary>
    public static async Task<ZipArchive> BundleAsync(this ApiServer server, FiledRequest request, int? version = null, int nth = 1)
    {
        Assert.Equal(202, (await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
        var code = await server.CodeAsync(request, "download", nth);
        var token = (await server.PostAsync($"/api/requests/{request.Id}/download-token", ApiServer.Code(code), request.Token)).Text("downloadToken");
        var reply = await server.GetAsync($"/api/requests/{request.Id}/bundle{(version is null ? "" : $"?version={version}")}", token);
        Assert.Equal(200, reply.Status);
        return new ZipArchive(new MemoryStream(reply.Bytes));
    }

    public static JsonElement Read(this ZipArchive zip, string entry)
    {
        using var content = zip.GetEntry(entry)!.Open();
        return JsonDocument.Parse(content).RootElement.Clone();
    }
}
