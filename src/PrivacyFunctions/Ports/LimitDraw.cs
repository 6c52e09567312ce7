namespace PrivacyFunctions.Ports;

/// <summary>One use of a budget that is counted per fixed window.</summary>
/// <param name="Name">Which budget: <c>codes-per-address</c>, <c>filings-per-ip</c>, …</param>
/// <param name="Subject">Keyed hash of what it is counted for; empty for a global budget.</param>
/// <param name="Most">Uses allowed in a window.</param>
/// <param name="Window">Length of a window.</param>
public sealed record LimitDraw(string Name, string Subject, int Most, TimeSpan Window);
