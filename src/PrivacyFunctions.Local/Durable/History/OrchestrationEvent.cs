using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable.History;

/// <summary>Something that happened to an orchestration from outside its code.</summary>
internal abstract record OrchestrationEvent
{
    private OrchestrationEvent()
    {
    }

    public sealed record Started : OrchestrationEvent;

    public sealed record TaskCompleted(int TaskId, string? Result) : OrchestrationEvent;

    public sealed record TaskFailed(int TaskId, TaskFailureDetails Failure) : OrchestrationEvent;

    public sealed record TimerFired(int TaskId, DateTimeOffset Due) : OrchestrationEvent;

    public sealed record EventRaised(string Name, string? Payload) : OrchestrationEvent;

    public sealed record Suspended(string? Reason) : OrchestrationEvent;

    public sealed record Resumed(string? Reason) : OrchestrationEvent;

    public sealed record Terminated(string? Output, bool Recursive) : OrchestrationEvent;
}
