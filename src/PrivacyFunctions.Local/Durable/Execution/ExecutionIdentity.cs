using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>Whose code runs, and with what.</summary>
internal sealed record ExecutionIdentity(
    string InstanceId, string Name, string Version, int Generation, string? Input, ParentOrchestrationInstance? Parent);
