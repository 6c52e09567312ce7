using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PrivacyFunctions.EndToEnd.Reliability;
using PrivacyFunctions.EndToEnd.Running;
using Xunit.Abstractions;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>
/// Copies and deletions, with everything that goes wrong: codes that are wrong, staff who deny, people who say that it was not them, systems, drivers
/// and mail servers that fail with words that quote rows, calls that are refused, kill -9 in the midst. No byte that is left anywhere gives anybody
/// away, while it runs, when it was killed, when it has ended, and months later. PRIVACY_CANARIES sets the number of requests; docs/long-runs.md says what
/// a thousand came to.
/// </summary>
public sealed class CanaryRunTests(ITestOutputHelper output)
{
    private const int Lanes = 12;
    private const int RequestsPerKill = 100;
    private static readonly int People = int.Parse(Environment.GetEnvironmentVariable("PRIVACY_CANARIES") ?? "38", CultureInfo.InvariantCulture);
    private static readonly int PeopleLater = Enum.GetValues<CanaryFate>().Length;
    private static readonly TimeSpan MonthsLater = TimeSpan.FromDays(200);

    private readonly ConcurrentBag<string> _secrets = [PrivacyProcess.StaffToken];
    private readonly AnswerCount _ended = new();

    [Fact]
    public async Task After_many_mixed_requests_with_failures_and_crashes_no_byte_anywhere_gives_anybody_away()
    {
        var begun = Stopwatch.GetTimestamp();
        using var systems = await CanarySystems.StartAsync(People + PeopleLater);
        await using var mailbox = await CanaryMailbox.StartAsync();
        await using var server = await PrivacyProcess.StartAsync(CanarySystems.Map, Settings(systems, mailbox));
        var sweep = new CanarySweep(_secrets);
        var people = Enumerable.Range(0, People).Select(i => new CanaryPerson(i, () => server.Http, mailbox, _secrets)).ToList();

        var kills = await RunAsync(people, server, sweep);
        sweep.AssertClean(server);
        await FetchAsync(people, sweep);
        await LookAsync(people, server, sweep);
        sweep.AssertClean(server);
        Assert.Equal(0, await server.StopAsync());
        sweep.AssertClean(server);
        await MonthsPassAsync(people, server, Settings(systems, mailbox), mailbox, sweep);

        Assert.True(sweep.Searched.Places > 100 && sweep.Searched.Bytes > 1_000_000, $"{sweep.Searched}");
        output.WriteLine(
            $"{People} requests, then {PeopleLater}; {kills} kills, {mailbox.Count} mails, {people.Sum(person => person.Surprises)} systems asked again; "
            + $"{sweep.Searched.Places} places and {sweep.Searched.Bytes >> 20} MiB searched, no hit; {Stopwatch.GetElapsedTime(begun)}");
    }

    /// <summary>All requests, and kills in the midst; what each leaves is searched before the next start.</summary>
    private async Task<int> RunAsync(List<CanaryPerson> people, PrivacyProcess server, CanarySweep sweep)
    {
        var kills = 2 + (People / RequestsPerKill);
        var running = EachAsync(people, async person =>
        {
            await person.RunAsync();
            _ended.Add();
        });
        for (var kill = 0; kill < kills; kill++)
        {
            var enough = _ended.MoreAsync(People / (kills + 2));
            if (await Task.WhenAny(running, enough) == running) await running;
            await server.KillAsync();
            sweep.AssertClean(server);
            await server.RestartAsync();
        }

        await running;
        return kills;
    }

    /// <summary>Bundles hold their own person and nobody else; receipts nobody at all.</summary>
    private static Task FetchAsync(List<CanaryPerson> people, CanarySweep sweep) => EachAsync(people.Where(person => person.HasBundle || person.HasReceipt), async person =>
    {
        var answer = await person.FetchAsync();
        if (person.HasReceipt)
        {
            sweep.AssertClean($"receipt of {person.Number}", answer);
            return;
        }

        var bundle = new BundleFile(answer);
        Assert.NotEmpty(bundle.Holding(Canaries.FullName(person.Number)));
        Assert.All(bundle.Names.SelectMany(name => Canaries.PeopleIn(Encoding.UTF8.GetString(bundle.Bytes(name)))), found => Assert.Equal(person.Number, found));
    });

    private static async Task LookAsync(List<CanaryPerson> people, PrivacyProcess server, CanarySweep sweep)
    {
        await EachAsync(people, async person =>
        {
            foreach (var answer in await person.ReadAsync()) sweep.AssertClean(answer.Message.RequestMessage!.RequestUri!.AbsolutePath, answer.Body);
        });

        foreach (var path in (string[])["requests?limit=100", "systems"]) sweep.AssertClean(path, (await server.Staff.GetAsync(path)).Expect(HttpStatusCode.OK).Body);
        foreach (var verb in (string[][])[["events"], ["audit", "verify"]])
        {
            var told = await server.ToolAsync([.. verb, "--data", server.Data]);
            Assert.Equal(0, told.ExitCode);
            sweep.AssertClean(verb[0], Encoding.UTF8.GetBytes(told.Output + told.Error));
        }
    }

    /// <summary>What nobody confirmed expires, keys are destroyed, histories go; and more people ask, while everything that is measured is heard.</summary>
    private async Task MonthsPassAsync(List<CanaryPerson> people, PrivacyProcess before, IReadOnlyDictionary<string, string> settings, CanaryMailbox mailbox, CanarySweep sweep)
    {
        await using var server = await LaterServer.StartAsync(before.Data, before.Map, settings, MonthsLater);
        await EachAsync(Enumerable.Range(People, PeopleLater).Select(i => new CanaryPerson(i, () => server.Http, mailbox, _secrets)), person => person.RunAsync());
        foreach (var person in people.Where(person => person.IsLeftAlone)) await ExpiredAsync(person, server);
        await Waiting.ForAsync("an end of what was kept of answered requests", () => Task.FromResult(Kept(people, before).Any() ? null : "nothing"));
        await server.DisposeAsync();
        sweep.AssertClean(before.Folder);
        sweep.AssertClean("meters and traces", Encoding.UTF8.GetBytes(server.Told));
        Assert.NotEmpty(server.Told);
    }

    private static Task<string> ExpiredAsync(CanaryPerson person, LaterServer server) => Waiting.ForAsync("an end of what nobody confirmed", async () =>
    {
        var status = (await new StaffClient(server.Http, PrivacyProcess.StaffToken).GetAsync($"requests/{person.RequestId}/status")).Expect(HttpStatusCode.OK)["status"];
        return status == "expired" ? status : null;
    });

    // But for receipts, which name nobody and stay as long as their requests.
    private static IEnumerable<string> Kept(List<CanaryPerson> people, PrivacyProcess before)
    {
        var ids = people.Select(person => person.RequestId).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles(Path.Combine(before.Data, "blobs"), "*", SearchOption.AllDirectories)
            .Where(file => file.Split(Path.DirectorySeparatorChar) is var parts && parts.Any(ids.Contains) && !parts.Contains("receipts"));
    }

    private static Task EachAsync(IEnumerable<CanaryPerson> people, Func<CanaryPerson, Task> act) =>
        Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (person, _) => await act(person));

    private static Dictionary<string, string> Settings(CanarySystems systems, CanaryMailbox mailbox) => new(systems.Settings.Concat(mailbox.Settings))
    {
        ["Privacy__StaffToken"] = PrivacyProcess.StaffToken,
        ["Privacy__Deletion__CoolingOff"] = "00:00:00",
        ["Privacy__Http__TrustedProxies"] = "1",
        // Limits that count, and stop nobody.
        ["Privacy__Limits__FilingsPerHourPerIp"] = "1000000",
        ["Privacy__Limits__CodesPerDayPerAddress"] = "1000",
        ["Privacy__Limits__CodesPerDayPerIp"] = "1000000",
        ["Privacy__Limits__CodesPerHour"] = "1000000",
        ["Privacy__Retry__Attempts"] = "3",
        ["Privacy__Retry__First"] = "00:00:00.1",
        ["Privacy__Retry__Longest"] = "00:00:00.5",
        // Everything that can be logged.
        ["Logging__LogLevel__Default"] = "Trace",
        ["Logging__LogLevel__Microsoft"] = "Trace",
        ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
        ["Logging__LogLevel__System"] = "Trace",
        ["Logging__Console__LogLevel__Default"] = "Trace",
        // Without the runtime's pipes for debuggers: reading a pipe never ends.
        ["DOTNET_EnableDiagnostics"] = "0",
    };
}
