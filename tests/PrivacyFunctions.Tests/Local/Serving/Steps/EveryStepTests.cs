using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Local.Audit;
using Xunit.Abstractions;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>
/// One access request from filing to download, while the k-th statement that writes, commit, blob or mail fails, for every k: either the server
/// dies there and a new one takes over, or it lives on. The person repeats what was not answered, under the same idempotency key.
/// </summary>
public sealed class EveryStepTests(ITestOutputHelper output) : IDisposable
{
    private const int Lanes = 4;
    private const int SampledInCommits = 3;

    private static readonly bool All = Environment.GetEnvironmentVariable("PRIVACY_EVERY_STEP") == "1";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly TinySystem _system = new();

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task Wherever_the_server_dies_the_request_is_answered_once_and_whole()
    {
        var steps = (await RunAsync(int.MaxValue, dies: true)).Steps;
        Assert.True(steps > 100, $"Only {steps} steps were passed.");
        var deaths = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, steps), new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (k, _) =>
        {
            if ((await RunAsync(k, dies: true)).HasFailed) Interlocked.Increment(ref deaths);
        });
        output.WriteLine($"{deaths} deaths over {steps} steps");

        // The more a commit takes along, the fewer steps there are: under load fewer than in the first run, so not every k is reached.
        Assert.True(deaths > steps / 2, $"The server died in {deaths} of {steps} runs only.");
        for (var k = steps + 1; (await RunAsync(k, dies: true)).HasFailed; k++)
        {
            // Until a run ends without having died.
        }
    }

    /// <summary>Every third step, each time others; all of them where the environment asks for it.</summary>
    [Fact]
    public async Task Wherever_one_step_fails_the_same_server_answers_once_and_whole_and_soon()
    {
        var steps = (await RunAsync(int.MaxValue, dies: false)).Steps;
        var (first, stride) = All ? (1, 1) : (Random.Shared.Next(1, SampledInCommits + 1), SampledInCommits);
        var failures = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, (steps - first) / stride + 1), new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (i, _) =>
        {
            var k = first + i * stride;
            var began = TimeProvider.System.GetTimestamp();
            if ((await RunAsync(k, dies: false)).HasFailed) Interlocked.Increment(ref failures);
            var took = TimeProvider.System.GetElapsedTime(began);
            Assert.True(took < Soon, $"After a failure at step {k} the answer took {took.TotalSeconds:0} s.");
        });
        output.WriteLine($"{failures} failures over {steps} steps, from step {first} on");
        Assert.True(failures > steps / stride / 2, $"A step failed in {failures} runs only.");
    }

    private async Task<(int Steps, bool HasFailed)> RunAsync(int failAt, bool dies)
    {
        await using var server = new MortalServer(_system.Map, failAt, dies);
        try
        {
            var person = await AnsweredOnce.RunAsync(server);
            await AssertMailsAsync(server);
            await AssertEventsAsync(server);
            await AssertAuditAsync(server, person);
            return (server.Steps, server.HasFailed);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Failure at step {failAt}: {exception.Message}", exception);
        }
    }

    private static async Task AssertMailsAsync(MortalServer server)
    {
        var mails = new List<(string Subject, string Id)>();
        foreach (var file in Directory.EnumerateFiles(server.Data.Outbox, "*.eml"))
        {
            using var mail = await MimeMessage.LoadAsync(file);
            mails.Add((mail.Subject!, mail.MessageId!));
        }

        Assert.Equal(
            ["Your code to confirm a privacy request", "Your code to download your data", "Your data is ready", "Your privacy request is confirmed"],
            mails.Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(mails.Count, mails.Select(mail => mail.Id).Distinct().Count());
        // A server that dies between sending and noting it sends again, under the same id.
        Assert.All(server.Mails, mail => Assert.InRange(mail.Value, 1, 2));
    }

    private static async Task AssertEventsAsync(MortalServer server)
    {
        var events = await server.Services.GetRequiredService<TopicLog>().ReadAsync(MessageEntities.PrivacyEvents, 0, 100, CancellationToken.None);
        Assert.Equal(
            ["privacy.request.received.v1", "privacy.request.verified.v1", "privacy.request.completed.v1"],
            events.Select(published => Text(JsonSerializer.Deserialize<JsonElement>(published.Body), "type")));
    }

    /// <summary>The log tells once what happened once, and holds wherever the server died; also before its next life signs what is left.</summary>
    private static async Task AssertAuditAsync(MortalServer server, PersistentPerson person)
    {
        var verdict = await AuditedFolder.VerifyAsync(server.Data);
        Assert.True(verdict.IsValid, string.Join(" ", verdict.Flaws.Select(flaw => flaw.Message)));
        var logged = await LoggedEntries.ReadAsync(server.Services.GetRequiredService<SqliteDatabase>());
        Assert.Equal(
            ["request.received", "request.queued", "request.in-progress", "request.completed"],
            logged.Where(entry => entry.Request?.Value == person.RequestId && entry.Kind.StartsWith("request.", StringComparison.Ordinal)).Select(entry => entry.Kind));
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
