namespace PrivacyFunctions.Law;

/// <summary>How well a law wants a requester proved before a right is exercised.</summary>
/// <param name="Points">Data points that must match what is held; 0 where no identity may be checked.</param>
/// <param name="SensitivePoints">The same where the data is sensitive.</param>
/// <param name="Source">Where the law says so.</param>
/// <param name="Declaration">Whether a signed declaration under penalty of perjury is needed as well.</param>
public sealed record ProofRule(int Points, int SensitivePoints, string Source, bool Declaration = false);
