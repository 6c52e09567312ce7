namespace PrivacyFunctions.Local.Durable;

/// <summary>Settings of the embedded engine.</summary>
public sealed record DurableEngineOptions
{
    /// <summary>How long an orchestration stays in memory after its last event; zero replays it at every event.</summary>
    public TimeSpan KeepInMemory { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Activities that run at once.</summary>
    public int ConcurrentActivities { get; init; } = 32;

    /// <summary>How long a delivered activity belongs to its worker without renewal; renewed at a third of it.</summary>
    public TimeSpan ActivityLease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause before a decision is tried again after the store failed.</summary>
    public TimeSpan RetryAfterFailure { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long running activities may go on when the engine stops.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(20);
}
