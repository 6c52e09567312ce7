using System.Net;
using System.Text.Json;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Deletion;

/// <summary>A deletion from filing to receipt, over real databases.</summary>
public sealed class DeletionTests
{
    [Fact]
    public async Task A_person_is_deleted_everywhere_and_nobody_else_loses_a_byte()
    {
        await using var organisation = await ErasableOrganisation.StartAsync();
        var before = await organisation.DumpAsync();

        var anna = await DeletingPerson.DeleteAsync(organisation.Server, ErasableOrganisation.Anna);

        var after = await organisation.DumpAsync();
        Assert.Equal(
            [
                "billing.customer: 7; NULL; NULL;",
                "billing.customer: 8; ben@harbour.example; Quay 2;",
                "billing.invoice: 1; 7; 10.00;",
                "billing.invoice: 2; 8; 20.00;",
                "crm.company: 10; Harbour Logistics;",
                "crm.note: 2; of Ben;",
                "crm.person: 2; 10; ben@harbour.example; Ben;",
                "crm.phone: 101; 2; +49 30 2222;",
                "hosting.mailbox: 1; anna@harbour.example; hosted;",
                "hosting.mailbox: 2; ben@harbour.example; hosted;",
                """support.thread: 1; [{"email":null,"said":null},{"email":"ben@harbour.example","said":"by Ben"}];""",
                """support.thread: 2; [{"email":"ben@harbour.example","said":"by Ben alone"}];""",
                "support.ticket: 1; NULL; NULL; 2026-01-01;",
                "support.ticket: 2; 2; Ben's printer; 2026-01-02;",
            ],
            after);
        Assert.All(before.Where(IsBensAlone), line => Assert.Contains(line, after));
        var view = (await anna.ReadAsync()).Json;
        Assert.Equal(("completed", "fulfilled"), (view.GetProperty("status").GetString(), view.GetProperty("outcome").GetString()));
        Assert.Equal(
            [("billing.customer", "referenced-by-retained", 1L), ("billing.invoice", "legal-obligation", 1L), ("crm.company", "shared", 1L), ("hosting.mailbox", "processor", 1L)],
            view.GetProperty("withheld").EnumerateArray()
                .Select(item => (item.GetProperty("collection").GetString()!, item.GetProperty("ground").GetString()!, item.GetProperty("count").GetInt64())).Order());
        Assert.Equal(409, (int)(await anna.CallAsync(HttpMethod.Delete)).Status);

        var receipt = await DeletingPerson.ReceiptAsync(anna);
        AssertReceipt(receipt);
        await AssertVerifiesAsync(organisation.Server, receipt);
        Assert.Equal(0, (await organisation.Server.ToolAsync("audit", "verify", "--data", organisation.Server.Data)).ExitCode);
    }

    [Fact]
    public async Task Nothing_to_delete_is_an_answer_that_asks_nobody()
    {
        await using var organisation = await ErasableOrganisation.StartAsync();
        var nobody = await DeletingPerson.FileAsync(organisation.Server, "nobody@elsewhere.example");

        await organisation.Server.Staff.WaitAsync(nobody.RequestId, "completed");

        Assert.Equal("no-data", (await nobody.ReadAsync())["outcome"]);
    }

    private static bool IsBensAlone(string line) =>
        line.Contains("ben", StringComparison.OrdinalIgnoreCase) && !line.Contains("anna", StringComparison.OrdinalIgnoreCase);

    private static void AssertReceipt(byte[] receipt)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(receipt);
        Assert.True(json.GetProperty("complete").GetBoolean());
        Assert.Empty(json.GetProperty("gaps").EnumerateArray());
        Assert.True(json.GetProperty("ledger").GetProperty("entries").GetInt64() > 0);
        Assert.DoesNotContain("anna", json.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("deleted", 2, 2, 0, 0), Counts(DeletingPerson.Of(receipt, "crm", "phone")));
        Assert.Equal(("deleted", 2, 2, 0, 0), Counts(DeletingPerson.Of(receipt, "crm", "note")));
        Assert.Equal(("deleted", 1, 1, 0, 0), Counts(DeletingPerson.Of(receipt, "crm", "person")));
        var customer = DeletingPerson.Of(receipt, "billing", "customer");
        Assert.Equal(("deleted", 2, 2, 0, 0), Counts(customer) with { Item4 = 0 });
        Assert.Equal((1, 1), (customer.GetProperty("deleted").GetInt32(), customer.GetProperty("masked").GetInt32()));
        Assert.Equal("retained", DeletingPerson.Of(receipt, "billing", "invoice").GetProperty("action").GetString());
        Assert.Equal("left", DeletingPerson.Of(receipt, "hosting", "mailbox").GetProperty("action").GetString());
        Assert.Equal("left", DeletingPerson.Of(receipt, "crm", "company").GetProperty("action").GetString());
        Assert.Equal("masked", DeletingPerson.Of(receipt, "support", "ticket").GetProperty("action").GetString());
    }

    private static (string? Action, int Before, int Affected, int AgainByKey, int AgainBySearch) Counts(JsonElement collection) => (
        collection.GetProperty("action").GetString(),
        collection.GetProperty("before").GetInt32(),
        collection.GetProperty("affected").GetInt32(),
        collection.TryGetProperty("foundAgainByKey", out var byKey) ? byKey.GetInt32() : 0,
        collection.GetProperty("foundAgainBySearch").GetInt32());

    private static async Task AssertVerifiesAsync(PrivacyProcess server, byte[] receipt)
    {
        var file = Path.Combine(server.Temporary, "receipt.json");
        await File.WriteAllBytesAsync(file, receipt);
        Assert.Equal(0, (await server.ToolAsync("bundle", "verify", file, "--data", server.Data)).ExitCode);
        receipt[receipt.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, receipt);
        Assert.Equal(1, (await server.ToolAsync("bundle", "verify", file, "--data", server.Data)).ExitCode);
    }
}
