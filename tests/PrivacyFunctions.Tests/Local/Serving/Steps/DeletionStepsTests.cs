using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Local.Audit;
using PrivacyFunctions.Tests.Local.Storage;
using Xunit.Abstractions;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>
/// One deletion from filing to receipt, while the k-th write, commit, blob, mail, ledger entry or change of the connected system is the last thing
/// that the server does. A new one takes over; what is erased is erased once and reported once, whoever did it.
/// </summary>
public sealed class DeletionStepsTests(ITestOutputHelper output)
{
    private const int Lanes = 4;
    private const int Sampled = 24;

    private static readonly bool All = Environment.GetEnvironmentVariable("PRIVACY_EVERY_STEP") == "1";

    /// <summary>Kills between a system's commit and our next write: 2,000 in a longer run.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PRIVACY_ERASURE_KILLS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Wherever_the_server_dies_the_person_is_deleted_once_and_reported_exactly()
    {
        var steps = await RunAsync(new FailingPoints(int.MaxValue, forGood: true));
        Assert.True(steps > 100, $"Only {steps} steps were passed.");
        var deaths = 0;
        var chosen = All ? Enumerable.Range(1, steps) : Enumerable.Range(0, Sampled).Select(i => (i * steps / Sampled) + Random.Shared.Next(1, (steps / Sampled) + 1));
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (k, _) =>
        {
            var fate = new FailingPoints(k, forGood: true);
            await RunAsync(fate, k);
            if (fate.HasFailed) Interlocked.Increment(ref deaths);
        });
        output.WriteLine($"{deaths} deaths over {steps} steps");
        Assert.True(deaths > 0);
    }

    [Fact]
    public async Task A_death_between_the_systems_commit_and_ours_is_reported_as_what_the_first_attempt_did()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Kills), new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (kill, _) =>
        {
            var fate = new DeathAfterRemoteCommit((kill % ErasableSystem.Affected.Count) + 1);
            await RunAsync(fate, kill);
            Assert.True(fate.HasFailed);
        });
    }

    private static async Task<int> RunAsync(FailingPoints fate, int step = 0)
    {
        using var system = new ErasableSystem();
        await using var server = new MortalServer(system.Map, fate);
        var person = new PersistentPerson(server, ErasableSystem.Address, "deletion");
        try
        {
            await person.FileAsync();
            await person.VerifyAsync();
            await person.WaitAsync(async () => Status(await person.ReadAsync()) == "awaiting-review" ? "asked" : null);
            await person.ApproveAsync();
            await person.WaitAsync(async () => Status(await person.ReadAsync()) is "completed" or "partially-completed" ? "closed" : null);
            var receipt = await person.ReceiptAsync();
            await SettleAsync(server, person);
            await AssertErasedAsync(server, system, await person.ReadAsync(), receipt);
            return fate.Passed;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Death at step {step}: {exception.Message}", exception);
        }
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
