using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>Histories that earlier versions stored, replayed from every prefix: the code must do again what it did, to the end.</summary>
public sealed class RecordedHistoryTests
{
    private const string Folder = "PrivacyFunctions.Tests.Histories.";

    public static TheoryData<string> Recordings { get; } = [.. Names()];

    [Fact]
    public void Every_shape_is_recorded() =>
        Assert.Equal(RecordedShapes.Orchestrators.Keys.Order(StringComparer.Ordinal), Names().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Its_bytes_still_mean_what_they_meant(string name) => Assert.All(
        Load(name).Episodes,
        episode => Assert.Equivalent(episode, RecordedEpisode.From(episode.At, Convert.FromBase64String(episode.Stored)), strict: true));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void It_replays_from_every_prefix_and_goes_on_as_it_did(string name)
    {
        var recording = Load(name);
        var history = recording.Episodes.Select(episode => episode.Decode()).ToList();
        for (var prefix = 0; prefix < history.Count; prefix++)
        {
            var execution = Execute(recording);
            execution.Replay(history[..prefix]);
            var decision = Continue(execution, history[prefix..]);
            AssertEnd(recording, decision.Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_changed_recording_is_noticed(string name)
    {
        var recording = Load(name);
        var history = recording.Episodes.Select(episode => episode.Decode()).ToList();
        for (var i = 0; i + 1 < history.Count; i++)
        {
            var changed = history[..(i + 1)];
            changed[i] = changed[i] with { Actions = [.. changed[i].Actions, new OrchestrationAction.ActivityScheduled(9999, "Other", null)] };
            Assert.Throws<NonDeterministicOrchestrationException>(() => Execute(recording).Replay(changed));
        }
    }

    private static Decision Continue(OrchestrationExecution execution, List<Episode> rest)
    {
        Decision? decision = null;
        foreach (var episode in rest)
        {
            decision = execution.Decide(episode.At, episode.Arrived);
            Assert.Equal(episode.Actions.Select(Describe), decision.Actions.Select(Describe));
            Assert.Equal(episode == rest[^1], decision.Outcome is not null);
        }

        return decision!;

        static string Describe(OrchestrationAction action) => action is OrchestrationAction.TimerCreated timer
            ? $"{timer.TaskId} {timer.Due:O}"
            : $"{action.TaskId} {action.Description}";
    }

    private static void AssertEnd(RecordedHistory recording, Outcome? outcome)
    {
        var (status, output, error) = outcome switch
        {
            Outcome.Completed completed => ("Completed", completed.Output, null),
            Outcome.Failed failed => ("Failed", null, failed.Failure.ErrorType),
            Outcome.Terminated terminated => ("Terminated", terminated.Output, (string?)null),
            _ => throw new InvalidOperationException("The execution has not ended."),
        };
        Assert.Equal((recording.Status, recording.Output, recording.Error), (status, output, error));
    }

    private static OrchestrationExecution Execute(RecordedHistory recording) => new(
        new ExecutionIdentity(recording.InstanceId, recording.Orchestrator, "", recording.Generation, recording.Input, null),
        context => RecordedShapes.Orchestrators[recording.Orchestrator](context),
        new PayloadConverter(JsonSerializerOptions.Web),
        NullLoggerFactory.Instance,
        () => { });

    private static IEnumerable<string> Names() =>
        from name in typeof(RecordedHistoryTests).Assembly.GetManifestResourceNames()
        where name.StartsWith(Folder, StringComparison.Ordinal)
        select name[Folder.Length..^".json".Length];

    private static RecordedHistory Load(string name)
    {
        using var reader = new StreamReader(typeof(RecordedHistoryTests).Assembly.GetManifestResourceStream($"{Folder}{name}.json")!);
        return RecordedHistory.Read(reader.ReadToEnd());
    }
}
