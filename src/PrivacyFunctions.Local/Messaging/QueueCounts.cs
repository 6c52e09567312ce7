namespace PrivacyFunctions.Local.Messaging;

/// <summary>How many messages a queue holds.</summary>
/// <param name="Active">Can be received now, or are locked.</param>
/// <param name="Scheduled">Wait for their time.</param>
/// <param name="DeadLettered">Were set aside.</param>
public sealed record QueueCounts(int Active, int Scheduled, int DeadLettered);
