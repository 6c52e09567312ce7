namespace PrivacyFunctions.Orchestration;

/// <summary>Custom status of a running orchestration: counts only.</summary>
public sealed record FanOutStatus(string Phase, int Done, int Of);
