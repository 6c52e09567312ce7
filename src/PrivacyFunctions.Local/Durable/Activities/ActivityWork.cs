using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Activities;

/// <summary>One delivery of an activity. The token tells it from every other delivery of the same call.</summary>
internal sealed record ActivityWork(
    long Instance, string InstanceId, int Generation, int TaskId, long Position, string Name, string? Input, long Token);

/// <summary>A delivery that has ended, with what it has to tell.</summary>
internal sealed record ActivityCompletion(ActivityWork Work, OrchestrationEvent Result);
