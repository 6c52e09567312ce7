using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>A history as it was stored, beside what its bytes mean, so that a person can read it too.</summary>
internal sealed record RecordedHistory
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Orchestrator { get; init; }

    public required string InstanceId { get; init; }

    public required int Generation { get; init; }

    public string? Input { get; init; }

    public required string Status { get; init; }

    public string? Output { get; init; }

    public string? Error { get; init; }

    public required IReadOnlyList<RecordedEpisode> Episodes { get; init; }

    public static RecordedHistory Read(string json) => JsonSerializer.Deserialize<RecordedHistory>(json, Options)!;

    public string Write() => JsonSerializer.Serialize(this, Options) + "\n";
}

/// <param name="At">The orchestration's clock.</param>
/// <param name="Arrived">What arrived, in words.</param>
/// <param name="Actions">What the orchestrator did, in words.</param>
/// <param name="Stored">The bytes in the database, in base 64.</param>
internal sealed record RecordedEpisode(DateTimeOffset At, IReadOnlyList<string> Arrived, IReadOnlyList<string> Actions, string Stored)
{
    public static RecordedEpisode From(DateTimeOffset at, byte[] stored)
    {
        var episode = EpisodeCodec.Read(at, stored);
        return new RecordedEpisode(
            at,
            [.. episode.Arrived.Select(Describe)],
            [.. episode.Actions.Select(action => $"#{action.TaskId} {action.Description}")],
            Convert.ToBase64String(stored));
    }

    public Episode Decode() => EpisodeCodec.Read(At, Convert.FromBase64String(Stored));

    // Written out here: the words of a recording must not follow changes of the engine's types.
    private static string Describe(OrchestrationEvent happened) => happened switch
    {
        OrchestrationEvent.Started => "started",
        OrchestrationEvent.TaskCompleted task => $"#{task.TaskId} completed: {task.Result}",
        OrchestrationEvent.TaskFailed task => $"#{task.TaskId} failed: {task.Failure.ErrorType}: {task.Failure.ErrorMessage}",
        OrchestrationEvent.TimerFired timer => $"#{timer.TaskId} fired, due {timer.Due:O}",
        OrchestrationEvent.EventRaised raised => $"event '{raised.Name}': {raised.Payload}",
        OrchestrationEvent.Suspended suspended => $"suspended: {suspended.Reason}",
        OrchestrationEvent.Resumed resumed => $"resumed: {resumed.Reason}",
        OrchestrationEvent.Terminated terminated => $"terminated: {terminated.Output}",
        _ => throw new InvalidDataException("Unknown event."),
    };
}
