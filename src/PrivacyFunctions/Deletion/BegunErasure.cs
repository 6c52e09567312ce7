namespace PrivacyFunctions.Deletion;

/// <summary>How erasing began, kept among the request's documents.</summary>
/// <param name="PlanHash">The plan that runs.</param>
/// <param name="LeftOut">Datasets in which nothing is changed.</param>
/// <param name="LedgerEntries">Keys that the ledger names.</param>
public sealed record BegunErasure(string PlanHash, IReadOnlyList<string> LeftOut, long LedgerEntries)
{
    /// <summary>The document's name.</summary>
    public const string DocumentName = "erasure";
}
