namespace PrivacyFunctions.DataMap;

/// <summary>A path that would lead through a shared row to other people's rows; it is not followed.</summary>
/// <param name="Into">The reference that reaches the shared row, spelled out.</param>
/// <param name="Onward">The reference that would lead on from it.</param>
public sealed record PlanStop(string Into, string Onward);
