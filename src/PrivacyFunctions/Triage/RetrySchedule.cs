namespace PrivacyFunctions.Triage;

/// <summary>How work on a failing system is repeated. Part of the plan's record, because orchestrators read no configuration.</summary>
/// <param name="Attempts">How many attempts there are in all.</param>
/// <param name="First">The pause after the first failed attempt; each further pause is twice as long.</param>
/// <param name="Longest">The longest pause.</param>
public sealed record RetrySchedule(int Attempts, TimeSpan First, TimeSpan Longest)
{
    /// <summary>The pause after an attempt, counted from 1.</summary>
    public TimeSpan After(int attempt)
    {
        var pause = First.Ticks * Math.Pow(2, Math.Min(attempt - 1, 30));
        return pause >= Longest.Ticks ? Longest : TimeSpan.FromTicks((long)pause);
    }
}
