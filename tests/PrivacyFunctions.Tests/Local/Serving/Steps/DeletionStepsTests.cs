using System.Globalization;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Work_that_is_delivered_twice_at_once_is_reported_once(bool beforeTheChange)
    {
        using var system = new ErasableSystem();
        var twin = new TwinWork(beforeTheChange);
        await using var server = new MortalServer(system.Map, twin, dies: false);
        twin.Server = () => server.Services;

        await DeletedOnce.RunAsync(server, system);

        Assert.True(twin.HasRun);
    }

    private static async Task<int> RunAsync(FailingPoints fate, int step = 0)
    {
        using var system = new ErasableSystem();
        await using var server = new MortalServer(system.Map, fate);
        try
        {
            await DeletedOnce.RunAsync(server, system);
            return fate.Passed;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Death at step {step}: {exception.Message}", exception);
        }
    }
}
