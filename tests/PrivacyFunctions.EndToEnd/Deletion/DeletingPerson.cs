using System.Net;
using System.Text.Json;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Deletion;

/// <summary>What a deletion takes, step by step.</summary>
internal static class DeletingPerson
{
    /// <summary>Files a deletion and proves the address.</summary>
    public static async Task<Requester> FileAsync(PrivacyProcess server, string address)
    {
        var requester = await Requester.FileAsync(server, address, right: "deletion");
        await requester.VerifyAsync();
        return requester;
    }

    /// <summary>Waits until staff are asked and approves the plan as it is then.</summary>
    public static async Task ApproveAsync(PrivacyProcess server, Requester requester)
    {
        await server.Staff.WaitAsync(requester.RequestId, "awaiting-review");
        var plan = (await server.Staff.GetAsync($"requests/{requester.RequestId}/plan")).Expect(HttpStatusCode.OK);
        (await server.Staff.PostAsync($"requests/{requester.RequestId}/decision", new { decision = "approve", reason = "Checked.", planHash = plan["planHash"] }))
            .Expect(HttpStatusCode.OK);
    }

    /// <summary>Files, proves, approves and waits for the end.</summary>
    public static async Task<Requester> DeleteAsync(PrivacyProcess server, string address)
    {
        var requester = await FileAsync(server, address);
        await ApproveAsync(server, requester);
        await server.Staff.WaitAsync(requester.RequestId, "completed", "partially-completed");
        return requester;
    }

    /// <summary>Fetches the receipt with a fresh code.</summary>
    public static async Task<byte[]> ReceiptAsync(Requester requester) =>
        (await requester.CallAsync(HttpMethod.Get, "/receipt", token: await requester.DownloadTokenAsync())).Expect(HttpStatusCode.OK).Body;

    /// <summary>What a receipt says of a collection.</summary>
    public static JsonElement Of(byte[] receipt, string dataset, string collection) =>
        JsonSerializer.Deserialize<JsonElement>(receipt).GetProperty("collections").EnumerateArray()
            .Single(entry => entry.GetProperty("dataset").GetString() == dataset && entry.GetProperty("collection").GetString() == collection);
}
