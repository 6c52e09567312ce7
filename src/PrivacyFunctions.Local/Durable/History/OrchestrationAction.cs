namespace PrivacyFunctions.Local.Durable.History;

/// <summary>Something that an orchestrator asked for. Task ids count from zero within one execution.</summary>
internal abstract record OrchestrationAction
{
    private OrchestrationAction(int taskId) => TaskId = taskId;

    public int TaskId { get; }

    /// <summary>What a replay must repeat: kind, number and names, but not payloads.</summary>
    public abstract string Description { get; }

    public sealed record ActivityScheduled(int Id, string Name, string? Input) : OrchestrationAction(Id)
    {
        public override string Description => $"activity '{Name}'";
    }

    public sealed record SubOrchestrationScheduled(int Id, string Name, string InstanceId, SubOrchestrationStart? Start)
        : OrchestrationAction(Id)
    {
        public override string Description => $"sub-orchestration '{Name}' as '{InstanceId}'";
    }

    public sealed record TimerCreated(int Id, DateTimeOffset Due) : OrchestrationAction(Id)
    {
        public override string Description => "timer";
    }

    public sealed record EventSent(int Id, string InstanceId, string Name, string? Payload) : OrchestrationAction(Id)
    {
        public override string Description => $"event '{Name}' to '{InstanceId}'";
    }
}

/// <summary>What a sub-orchestration starts with; needed once, not in history.</summary>
internal sealed record SubOrchestrationStart(string? Input, string Version, string? Tags);
