using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>A message that waits for the instance's next decision.</summary>
internal sealed record InboxMessage(long Id, int? Generation, OrchestrationEvent Event);
