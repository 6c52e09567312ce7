namespace PrivacyFunctions.Local.Durable.History;

/// <summary>One decision: at this time these events arrived, and the orchestrator answered with these actions.</summary>
/// <param name="At">The orchestration's clock during the episode.</param>
internal sealed record Episode(
    DateTimeOffset At,
    IReadOnlyList<OrchestrationEvent> Arrived,
    IReadOnlyList<OrchestrationAction> Actions);
