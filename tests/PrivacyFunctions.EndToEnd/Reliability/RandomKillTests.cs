using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.EndToEnd.Deletion;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Local.Commands;
using Xunit.Abstractions;

namespace PrivacyFunctions.EndToEnd.Reliability;

/// <summary>
/// The server is killed with SIGKILL at random moments while people file and prove requests, half of them for a copy and half for deletion, and
/// staff approve the deletions. Every 202 is in the ledger of the clients; afterwards the server must know exactly those requests, each once, and
/// have brought each to its end: what was to be deleted is gone and reported exactly, all else is untouched. The audit log verifies after every kill.
/// PRIVACY_KILLS sets the number of kills.
/// </summary>
public sealed class RandomKillTests(ITestOutputHelper output)
{
    private const int Clients = 4;
    private const int Lanes = 4;
    private const int Samples = 5;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PRIVACY_KILLS") ?? "50", CultureInfo.InvariantCulture);
    private static readonly int PeoplePerClient = 500 + (4 * Kills);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(150);

    private static readonly Dictionary<string, string> Settings = new() { ["Privacy__Deletion__CoolingOff"] = "00:00:00" };

    private readonly ConcurrentDictionary<string, Asked> _ledger = new();
    private readonly AnswerCount _answers = new();

    private IReadOnlyList<KeyValuePair<string, Asked>> Deletions => [.. _ledger.Where(asked => asked.Value.IsDeletion)];

    [Fact]
    public async Task No_accepted_request_is_lost_doubled_stuck_or_reported_wrongly_however_often_the_process_dies()
    {
        using var orders = new OrderSystem(Clients * PeoplePerClient);
        await using var server = await PrivacyProcess.StartAsync(orders.Map, Settings);
        using var enough = new CancellationTokenSource();
        using var decided = new CancellationTokenSource();
        var approver = new PersistentApprover(server);
        var approvals = approver.RunAsync(decided.Token);
        var load = Enumerable.Range(0, Clients).Select(client => LoadAsync(server, client, enough.Token)).ToList();

        await KillAsync(server, load);
        await enough.CancelAsync();
        await Task.WhenAll(load);

        Assert.True(_ledger.Count > Kills, $"only {_ledger.Count} requests were accepted");
        Assert.True(Deletions.Count > Kills / 4, $"only {Deletions.Count} deletions were accepted");
        await AssertAllAnsweredAsync(server);
        await decided.CancelAsync();
        await approvals;
        orders.AssertOnlyGone(Deletions.Select(asked => asked.Value.Person).ToHashSet());
        await Parallel.ForEachAsync(Deletions, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (asked, _) => await AssertReceiptAsync(server, asked.Key, asked.Value));
        await AssertBundlesAsync(server);
        await AssertAuditAsync(server);
        Assert.Equal(0, await server.StopAsync());
        await AssertAuditAsync(server);
        AssertNothingLeft(server);
        output.WriteLine($"{Kills} kills, {_ledger.Count} requests, {Deletions.Count} of them deletions; calls of staff that failed: {approver.Failures}");
    }

    // Every fourth kill meets the server while it starts and recovers, the others in the midst of answering.
    private async Task KillAsync(PrivacyProcess server, List<Task> load)
    {
        var random = new Random(1);
        for (var kill = 0; kill < Kills; kill++)
        {
            var answered = kill % 4 == 0 ? Task.CompletedTask : _answers.MoreAsync(random.Next(1, 12));
            await Task.WhenAny(Task.WhenAny(load), answered);
            await Task.Delay(random.Next(400));
            foreach (var failed in load.Where(client => client.IsCompleted)) await failed;
            await server.KillAsync();
            await AssertAuditAsync(server);
            await server.RestartAsync();
        }
    }

    private async Task LoadAsync(PrivacyProcess server, int client, CancellationToken enough)
    {
        var caller = new PersistentCaller(server, _answers);
        for (var n = 1; !enough.IsCancellationRequested; n++)
        {
            var person = (client * PeoplePerClient) + n;
            Assert.True(n <= PeoplePerClient, "the people ran out");
            await AskAsync(server, caller, person);
            await Task.WhenAny(Task.Delay(Breath, enough));
        }
    }

    private async Task AskAsync(PrivacyProcess server, PersistentCaller caller, int person)
    {
        var address = OrderSystem.Address(person);
        var right = person % 2 == 0 ? "access" : "deletion";
        var body = new { right, residence = "DE", identities = new { email = address } };
        var filed = (await caller.PostAsync("/api/requests", null, body)).Expect(HttpStatusCode.Accepted);
        Assert.True(_ledger.TryAdd(filed["requestId"], new Asked(person, filed["trackingToken"], right == "deletion")), "two people were given the same request");
        var code = await server.Outbox.NextCodeAsync(address);
        (await caller.PostAsync($"/api/requests/{filed["requestId"]}/verification", filed["trackingToken"], new { code })).Expect(HttpStatusCode.OK);
    }

    private async Task AssertAllAnsweredAsync(PrivacyProcess server)
    {
        var requests = await EndedAsync(server);
        Assert.All(requests, request => Assert.Equal("completed", request.GetProperty("status").GetString()));
        var ids = requests.Select(request => request.GetProperty("requestId").GetString()!).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Equal(_ledger.Keys.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        foreach (var id in ids)
        {
            var status = (await server.Staff.GetAsync($"requests/{id}/status")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
            Assert.All(status.GetProperty("systems").EnumerateArray(), system => Assert.Equal("done", system.GetProperty("state").GetString()));
        }
    }

    private static async Task<List<JsonElement>> EndedAsync(PrivacyProcess server)
    {
        List<JsonElement> requests = [];
        try
        {
            return await Waiting.ForAsync("an end of every request", async () =>
            {
                requests = await ListAsync(server);
                return requests.All(HasEnded) ? requests : null;
            });
        }
        catch (TimeoutException exception)
        {
            var stuck = requests.Where(request => !HasEnded(request)).Select(request => request.ToString());
            throw new TimeoutException($"{exception.Message} {string.Join('\n', stuck)}\n{string.Join('\n', server.Log.TakeLast(60))}", exception);
        }
    }

    private static bool HasEnded(JsonElement request) => request.GetProperty("status").GetString() is "completed" or "partially-completed" or "denied";

    private static async Task AssertReceiptAsync(PrivacyProcess server, string requestId, Asked asked)
    {
        var requester = new Requester(server, OrderSystem.Address(asked.Person), requestId, asked.TrackingToken);
        Assert.Equal("fulfilled", (await requester.ReadAsync())["outcome"]);
        var receipt = await DeletingPerson.ReceiptAsync(requester);
        var json = JsonSerializer.Deserialize<JsonElement>(receipt);
        Assert.Equal((1, true), (json.GetProperty("version").GetInt32(), json.GetProperty("complete").GetBoolean()));
        AssertReported(1, DeletingPerson.Of(receipt, "orders", "person"));
        AssertReported(OrderSystem.OrdersOf(asked.Person), DeletingPerson.Of(receipt, "orders", "purchase"));
    }

    private static void AssertReported(int rows, JsonElement collection)
    {
        Assert.Equal("deleted", collection.GetProperty("action").GetString());
        Assert.Equal((rows, rows, rows), (Number(collection, "before"), Number(collection, "affected"), Number(collection, "deleted")));
        Assert.Equal((0, 0, 0), (Number(collection, "alreadyGone"), Number(collection, "foundAgainByKey"), Number(collection, "foundAgainBySearch")));
    }

    private static int Number(JsonElement collection, string name) => collection.TryGetProperty(name, out var number) ? number.GetInt32() : 0;

    private async Task AssertBundlesAsync(PrivacyProcess server)
    {
        var known = _ledger.Values.Where(asked => !asked.IsDeletion).Select(asked => asked.Person).Order().ToList();
        foreach (var person in known.Where((_, i) => i % Math.Max(1, known.Count / Samples) == 0))
        {
            var requester = await Requester.AskAsync(server, OrderSystem.Address(person));
            var bundle = await requester.DownloadAsync();
            Assert.True(bundle.Manifest.GetProperty("complete").GetBoolean());
            Assert.Equal(OrderSystem.Address(person), Assert.Single(bundle.Rows("orders/person")).GetProperty("email").GetString());
            Assert.Equal(OrderSystem.OrdersOf(person), bundle.Rows("orders/purchase").Count);
        }
    }

    private static async Task<List<JsonElement>> ListAsync(PrivacyProcess server)
    {
        var requests = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = (await server.Staff.GetAsync($"requests?limit=100{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}")).Expect(HttpStatusCode.OK).Json;
            requests.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Clone()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return requests;
    }

    // As an auditor finds the folder that the dead process left.
    private static async Task AssertAuditAsync(PrivacyProcess server)
    {
        using var said = new StringWriter();
        using var error = new StringWriter();
        var code = await PrivacyCommand.RunAsync(["audit", "verify", "--data", server.Data], Terminal.Plain(said, error), CancellationToken.None);
        Assert.True(code == 0, error.ToString());
    }

    private static void AssertNothingLeft(PrivacyProcess server)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(server.Data, "privacy.db"), Pooling = false }.ToString());
        connection.Open();
        Assert.Equal("ok", Read(connection, "PRAGMA integrity_check"));
        Assert.Equal(0L, Read(connection, "SELECT count(*) FROM messages"));
    }

    private static object? Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private sealed record Asked(int Person, string TrackingToken, bool IsDeletion);
}
