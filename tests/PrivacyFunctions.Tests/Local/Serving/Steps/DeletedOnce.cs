using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Local.Audit;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>A deletion from filing to receipt, whatever happens to the server meanwhile: erased once, reported once and exactly.</summary>
internal static class DeletedOnce
{
    /// <summary>Files, proves, approves, waits for the end, fetches the receipt and looks at everything.</summary>
    public static async Task RunAsync(MortalServer server, ErasableSystem system)
    {
        var person = new PersistentPerson(server, ErasableSystem.Address, "deletion");
        await person.FileAsync();
        await person.VerifyAsync();
        await person.WaitAsync(async () => Status(await person.ReadAsync()) == "awaiting-review" ? "asked" : null);
        await person.ApproveAsync();
        await person.WaitAsync(async () => Status(await person.ReadAsync()) is "completed" or "partially-completed" ? "closed" : null);
        var receipt = await person.ReceiptAsync();
        await SettleAsync(server, person);
        await AssertErasedAsync(server, system, await person.ReadAsync(), receipt);
    }

    /// <summary>The last mail may still be on its way, and the server may die over it, and over what is asked of it meanwhile.</summary>
    private static Task SettleAsync(MortalServer server, PersistentPerson person) => person.WaitAsync(async () =>
    {
        try
        {
            var left = await server.Services.GetRequiredService<SqliteDatabase>().ReadAsync(
                session => session.Scalar("SELECT (SELECT count(*) FROM notices) + (SELECT count(*) FROM durable_activities) + (SELECT count(*) FROM durable_inbox)"),
                CancellationToken.None);
            return left == 0 ? "settled" : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    });

    private static async Task AssertErasedAsync(MortalServer server, ErasableSystem system, JsonElement request, byte[] receipt)
    {
        Assert.Equal(ErasableSystem.WithoutAda, system.Dump());
        Assert.Equal(("completed", "fulfilled"), (Status(request), request.GetProperty("outcome").GetString()));
        var keys = await server.Services.GetRequiredService<ISigningKeys>().ListAsync(CancellationToken.None);
        var verdict = Assert.IsType<ReceiptVerdict.Valid>(ReceiptVerifier.Verify(receipt, keys));
        Assert.True(verdict.Receipt.Complete);
        Assert.Equal(1, verdict.Receipt.Version);
        foreach (var (collection, rows) in ErasableSystem.Affected)
        {
            var reported = verdict.Receipt.Collections.Single(entry => entry.Collection == collection);
            Assert.True(rows == reported.Affected && rows == reported.Before, $"{collection}: {reported.Affected} of {reported.Before} reported, {rows} done");
            Assert.Equal(0, reported.AlreadyGone);
        }

        var logged = await LoggedEntries.ReadAsync(server.Services.GetRequiredService<SqliteDatabase>());
        Assert.Single(logged, entry => entry.Kind == "deletion.begun");
        Assert.Equal(ErasableSystem.Affected.Count, logged.Count(entry => entry.Kind == "collection.erased"));
        Assert.All(server.Mails, mail => Assert.InRange(mail.Value, 1, 2));
    }

    private static string? Status(JsonElement request) => request.GetProperty("status").GetString();
}
