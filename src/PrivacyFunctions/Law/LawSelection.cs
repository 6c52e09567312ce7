namespace PrivacyFunctions.Law;

/// <summary>The law that applies to a request.</summary>
/// <param name="Law">Which.</param>
/// <param name="Reason">Why, in a sentence without personal data.</param>
public sealed record LawSelection(LawId Law, string Reason);
