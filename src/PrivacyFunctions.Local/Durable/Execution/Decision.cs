using Microsoft.DurableTask;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>What one episode changes; nothing of it has happened until it is committed.</summary>
internal sealed record Decision
{
    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<OrchestrationEvent> Arrived { get; init; }

    public IReadOnlyList<OrchestrationAction> Actions { get; init; } = [];

    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    /// <summary>Task ids used by this execution so far.</summary>
    public int Tasks { get; init; }

    public bool Started { get; init; }

    public bool Suspended { get; init; }

    /// <summary>Null while the orchestration goes on.</summary>
    public Outcome? Outcome { get; init; }

    public bool CustomStatusChanged { get; init; }

    public string? CustomStatus { get; init; }
}

/// <summary>How an execution ends.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    public sealed record Completed(string? Output) : Outcome;

    public sealed record Failed(TaskFailureDetails Failure) : Outcome;

    public sealed record Terminated(string? Output, bool Recursive) : Outcome;

    public sealed record ContinuedAsNew(string? Input, IReadOnlyList<OrchestrationEvent> Carried, string? Version) : Outcome;
}
