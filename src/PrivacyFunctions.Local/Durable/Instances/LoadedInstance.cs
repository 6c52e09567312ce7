using PrivacyFunctions.Local.Durable.Execution;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>An instance with its code in memory, up to date with its history.</summary>
internal sealed record LoadedInstance(InstanceHeader Header, OrchestrationExecution Execution, int Episodes, DateTimeOffset LastEpisode);
