namespace PrivacyFunctions.Local.Durable;

/// <summary>One delivery of an activity.</summary>
/// <param name="InstanceId">The orchestration that called.</param>
/// <param name="Name">The activity's name as the orchestrator wrote it.</param>
/// <param name="Input">The input as JSON; null when there is none.</param>
/// <param name="TaskId">Which call of the orchestration this is; the same for every delivery of it.</param>
public sealed record ActivityInvocation(string InstanceId, string Name, string? Input, int TaskId);
