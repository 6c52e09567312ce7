using System.Globalization;
using System.Net;
using System.Text.Json;
using PrivacyFunctions.Tests.Local.Durable;
using PrivacyFunctions.Tests.Local.Storage;
using Xunit.Abstractions;
using static SQLitePCL.raw;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>
/// Access and deletion, each from filing to its end, while the database refuses a step, the disk is full for a while, or somebody sets the clock.
/// Wherever it strikes, the same server answers once, whole, and says what was wrong. Each time at other points; PRIVACY_FAULT_SCHEDULES says at how many.
/// </summary>
public sealed class FaultScheduleTests(ITestOutputHelper output) : IDisposable
{
    private const int Lanes = 4;

    private static readonly int Schedules = int.Parse(Environment.GetEnvironmentVariable("PRIVACY_FAULT_SCHEDULES") ?? "3", CultureInfo.InvariantCulture);

    private readonly TinySystem _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Theory]
    [InlineData("access", SQLITE_BUSY)]
    [InlineData("access", SQLITE_FULL)]
    [InlineData("access", SQLITE_IOERR)]
    [InlineData("deletion", SQLITE_BUSY)]
    [InlineData("deletion", SQLITE_FULL)]
    [InlineData("deletion", SQLITE_IOERR)]
    public async Task A_step_that_the_database_refuses_is_done_again(string right, int code)
    {
        var counting = new RefusingDatabase(int.MaxValue, code);
        await RunAsync(right, counting);
        await EachAsync(counting.Passed, async k =>
        {
            var fate = new RefusingDatabase((int)k, code);
            await RunAsync(right, fate);
            return fate.HasFailed;
        });
    }

    [Theory]
    [InlineData("access")]
    [InlineData("deletion")]
    public async Task A_disk_that_is_full_for_a_while_delays_the_answer_and_nothing_half_is_offered(string right)
    {
        var counting = new FullDisk(long.MaxValue);
        counting.Free();
        await RunAsync(right, counting);
        await EachAsync(counting.Written * 9 / 10, async room =>
        {
            var disk = new FullDisk(room);
            await RunAsync(right, disk, during: server => WhileFullAsync(server, disk));
            return disk.Filled.IsCompleted;
        });
    }

    [Theory]
    [InlineData("access", 1)]
    [InlineData("access", -1)]
    [InlineData("deletion", 1)]
    [InlineData("deletion", -1)]
    public async Task A_clock_that_is_set_by_a_day_changes_nothing_but_the_dates(string right, int days)
    {
        var counting = new ClockJump(int.MaxValue, TimeSpan.Zero);
        await RunAsync(right, counting, counting.Clock);
        await EachAsync(counting.Passed, async k =>
        {
            var jump = new ClockJump((int)k, TimeSpan.FromDays(days));
            await RunAsync(right, jump, jump.Clock, days < 0 && k < counting.Passed / 2 ? SaidAsync : null);
            return jump.HasJumped;

            Task SaidAsync(MortalServer server) => Durable.Waiting.UntilAsync(() => server.Log.Lines.Any(line => line.Contains("was set back by 86", StringComparison.Ordinal)));
        });
    }

    /// <summary>Tries points spread over all of them; some of the last may not be reached when a run has fewer.</summary>
    private async Task EachAsync(long points, Func<long, Task<bool>> tryAsync)
    {
        var struck = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Schedules), new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (i, _) =>
        {
            var (from, to) = (i * points / Schedules, ((i + 1) * points / Schedules) + 1);
            var point = Random.Shared.NextInt64(from + 1, Math.Max(from + 2, to));
            try
            {
                if (await tryAsync(point)) Interlocked.Increment(ref struck);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"At {point} of {points}: {exception.Message}", exception);
            }
        });
        output.WriteLine($"{struck} of {Schedules} over {points} points");
        Assert.True(struck > 0);
    }

    private async Task RunAsync(string right, FailingPoints fate, TimeProvider? clock = null, Func<MortalServer, Task>? during = null)
    {
        using var system = new ErasableSystem();
        await using var server = new MortalServer(right == "access" ? _tiny.Map : system.Map, fate, dies: false, clock);
        await server.HttpAsync();
        Task answered = right == "access" ? AnsweredOnce.RunAsync(server) : DeletedOnce.RunAsync(server, system);
        if (during is null)
        {
            await answered;
            return;
        }

        var beside = during(server);
        await await Task.WhenAny(answered, beside);
        // Work that was repeated in the first run wrote more than there is to write now.
        if (answered.IsCompleted && fate is FullDisk { Filled.IsCompleted: false }) return;
        await Task.WhenAll(answered, beside).WithinLimitAsync();
    }

    private static async Task WhileFullAsync(MortalServer server, FullDisk disk)
    {
        await disk.Filled;
        try
        {
            var http = await server.HttpAsync();
            using var health = await http.GetAsync("/api/health");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.EndsWith("/storage-full", JsonSerializer.Deserialize<JsonElement>(await health.Content.ReadAsByteArrayAsync()).GetProperty("type").GetString(), StringComparison.Ordinal);
            await Durable.Waiting.UntilAsync(() => server.Log.Lines.Any(line => line.Contains("failed: storage-full", StringComparison.Ordinal)));
            foreach (var folder in new[] { "bundles", "receipts" }.Select(name => Path.Combine(server.Data.Blobs, name)).Where(Directory.Exists))
                Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        }
        finally
        {
            disk.Free();
        }
    }
}
