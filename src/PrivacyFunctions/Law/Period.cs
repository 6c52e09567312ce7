namespace PrivacyFunctions.Law;

/// <summary>A length of time in a law, counted from receipt; the day of receipt itself is not counted.</summary>
/// <param name="Count">How many units.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Source">Where the law says so.</param>
public sealed record Period(int Count, PeriodUnit Unit, string Source);
