using System.Net;
using System.Text;
using PrivacyFunctions.EndToEnd.Access;
using PrivacyFunctions.EndToEnd.Commands;
using PrivacyFunctions.EndToEnd.Deletion;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>Nothing personal lies in clear anywhere, whatever happened: failures that quote values and kill -9 included.</summary>
public sealed class CanarySweepTests : IDisposable
{
    private const int People = 24;
    private const int Unlucky = 6;
    private const int Deleted = 14;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_many_requests_failures_and_a_crash_no_byte_at_rest_gives_anybody_away()
    {
        await using var server = await StartAsync();
        var sweep = new CanarySweep([.. Canaries.All]);
        var people = new List<Requester>();
        for (var i = 0; i < People; i++) people.Add(await FileAsync(server, i));
        await Canaries.MisbehaveAsync(server, people[0]);
        await Task.WhenAll(people.Select(person => person.VerifyAsync()));
        await server.Staff.WaitAsync(people[Unlucky].RequestId, "in-progress", "completed");
        AssertClean(sweep, server);

        await server.KillAsync();
        AssertClean(sweep, server);

        await server.RestartAsync();
        for (var i = 0; i < People; i++)
        {
            var status = await server.Staff.WaitAsync(people[i].RequestId, "completed", "awaiting-review");
            Assert.Equal(i < Unlucky ? "awaiting-review" : "completed", status.GetProperty("status").GetString());
        }

        var bundle = await people[^1].DownloadAsync();
        AssertClean(sweep, server);

        Assert.Equal(0, await server.StopAsync());
        AssertClean(sweep, server);
        AssertTheSearchWasReal(sweep, server, bundle);
    }

    [Fact]
    public async Task Deletions_with_objections_failures_and_a_crash_leave_no_byte_of_anybody_either()
    {
        await using var server = await StartAsync(Canaries.Deletion, Canaries.RefusedDeletion(Unlucky));
        var sweep = new CanarySweep([.. Canaries.All]);
        var people = new List<Requester>();
        for (var i = 0; i < Deleted; i++) people.Add(await FileAsync(server, i, "deletion"));
        await Task.WhenAll(people.Select(person => person.VerifyAsync()));
        foreach (var person in people.Skip(Unlucky)) await DeletingPerson.ApproveAsync(server, person);
        AssertClean(sweep, server);

        await server.KillAsync();
        AssertClean(sweep, server);

        await server.RestartAsync();
        for (var i = 0; i < Deleted; i++)
        {
            // The unlucky cannot be read, the next one cannot be deleted: its trigger quotes the row.
            var status = await server.Staff.WaitAsync(
                people[i].RequestId, status => status.GetProperty("status").GetString() is "completed" || (status.GetProperty("status").GetString() == "awaiting-review" && HasFailed(status)));
            Assert.Equal(i <= Unlucky ? "awaiting-review" : "completed", status.GetProperty("status").GetString());
        }

        var receipt = await DeletingPerson.ReceiptAsync(people[^1]);
        AssertClean(sweep, server);
        Assert.Empty(sweep.SearchBytes("receipt", receipt));
        Assert.Equal(1, DeletingPerson.Of(receipt, "shop", "person").GetProperty("affected").GetInt32());

        Assert.Equal(0, await server.StopAsync());
        AssertClean(sweep, server);
    }

    private static bool HasFailed(System.Text.Json.JsonElement status) =>
        status.GetProperty("systems").EnumerateArray().Any(system => system.GetProperty("state").GetString() == "failed");

    private static void AssertClean(CanarySweep sweep, PrivacyProcess server)
    {
        var (hits, files, bytes) = sweep.Search(server);

        Assert.Empty(hits);
        Assert.True(files > 3 && bytes > 100_000, $"{files} files, {bytes} bytes");
    }

    // The canaries did pass through: they are in mail and in the bundle, and planted ones are found in every form.
    private static void AssertTheSearchWasReal(CanarySweep sweep, PrivacyProcess server, BundleFile bundle)
    {
        Assert.Contains(server.Outbox.Messages(), mail => mail.To.ToString().Contains(Canaries.Mail, StringComparison.Ordinal));
        Assert.All((string[])[Canaries.Mail, Canaries.Name, Canaries.Phone, Canaries.Cell, Canaries.File], canary => Assert.NotEmpty(bundle.Holding(canary)));
        foreach (var canary in Canaries.All)
        {
            foreach (var form in (byte[][])
            [
                Encoding.UTF8.GetBytes(canary), Encoding.Unicode.GetBytes("x" + canary), Encoding.BigEndianUnicode.GetBytes(canary),
                .. Enumerable.Range(0, 3).Select(n => Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('y', n) + canary + "zz")))),
                .. Enumerable.Range(0, 3).Select(n => Encoding.UTF8.GetBytes(Convert.ToBase64String([.. new byte[n], .. Encoding.Unicode.GetBytes(canary)]))),
            ]) Assert.NotEmpty(sweep.SearchBytes("planted", [1, 2, .. form, 3]));
        }
    }

    private static Task<Requester> FileAsync(PrivacyProcess server, int i, string right = "access") => Requester.FileAsync(
        server,
        Canaries.Address(i),
        new Dictionary<string, string> { ["phone_number"] = $"{Canaries.Phone}{(i % 2 == 0 ? i : i + 1000)}", ["customer_id"] = $"{Canaries.Claim}{i}" },
        $"Please look for {Canaries.Note}.",
        $"{Canaries.Name} {i}",
        right);

    private async Task<PrivacyProcess> StartAsync(string rules = "", string furthermore = "")
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await SqlScripts.PostgresAsync(database, Canaries.Postgres(People, Unlucky) + furthermore);
        SqlScripts.Sqlite(_folder.File("files.db"), Canaries.Sqlite(People));
        return await PrivacyProcess.StartAsync(
            new Dictionary<string, string> { ["map.yml"] = Canaries.Map + "\n" + rules },
            // Without the runtime's pipes for debuggers: reading a pipe never ends.
            new Dictionary<string, string> { ["PG"] = database, ["FILES"] = _folder.File("files.db"), ["DOTNET_EnableDiagnostics"] = "0", ["Privacy__Deletion__CoolingOff"] = "00:00:00" });
    }
}
