using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>What orchestrator code has done so far; shared by the context that fills it and the execution that drains it.</summary>
internal sealed class OrchestrationState(Action foreign)
{

    public OrchestratorLoop Loop { get; } = new(foreign);

    public OpenTasks Open { get; } = new();

    public ExternalEvents Events { get; } = new();

    public List<OrchestrationAction> Actions { get; private set; } = [];

    public List<int> CancelledTimers { get; private set; } = [];

    /// <summary>Task ids given out so far.</summary>
    public int Tasks { get; private set; }

    public DateTimeOffset Now { get; set; }

    public bool IsReplaying { get; set; }

    public ContinueAsNewRequest? ContinueAsNew { get; set; }

    public bool CustomStatusChanged { get; set; }

    public string? CustomStatus { get; set; }

    public int NextTask()
    {
        RequireOrchestratorThread();
        return Tasks++;
    }

    public void RequireOrchestratorThread()
    {
        if (Loop.IsCurrent) return;
        Loop.ReportForeign();
        throw new ForeignAwaitException();
    }

    public void BeginEpisode(DateTimeOffset at)
    {
        Now = at;
        Actions = [];
        CancelledTimers = [];
        CustomStatusChanged = false;
    }
}

internal sealed record ContinueAsNewRequest(string? Input, bool PreserveEvents, string? Version);
