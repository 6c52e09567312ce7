using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>Replays a recording with today's code.</summary>
internal sealed class HistoryReplay(
    RecordedHistory recording, Func<TaskOrchestrationContext, Task<object?>> orchestrator, JsonSerializerOptions json)
{
    private readonly List<Episode> _history = [.. recording.Episodes.Select(episode => episode.Decode())];

    /// <summary>From every prefix on, the code does what it did, to the same end.</summary>
    public void FromEveryPrefix()
    {
        for (var prefix = 0; prefix < _history.Count; prefix++)
        {
            var execution = Execute();
            execution.Replay(_history[..prefix]);
            AssertEnd(Continue(execution, _history[prefix..]).Outcome);
        }
    }

    /// <summary>A history that the code did not make is noticed wherever it differs.</summary>
    public void NoticesChanges()
    {
        for (var i = 0; i + 1 < _history.Count; i++)
        {
            var changed = _history[..(i + 1)];
            changed[i] = changed[i] with { Actions = [.. changed[i].Actions, new OrchestrationAction.ActivityScheduled(9999, "Other", null)] };
            Assert.Throws<NonDeterministicOrchestrationException>(() => Execute().Replay(changed));
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

    private void AssertEnd(Outcome? outcome)
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

    private OrchestrationExecution Execute() => new(
        new ExecutionIdentity(recording.InstanceId, recording.Orchestrator, "", recording.Generation, recording.Input, null),
        context => orchestrator(context),
        new PayloadConverter(json),
        NullLoggerFactory.Instance,
        () => { });
}
