namespace PrivacyFunctions.Deletion;

/// <summary>What is about to be erased.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="PlanHash">The plan that was approved; another never runs.</param>
/// <param name="LeftOut">Datasets in which nothing is changed.</param>
public sealed record ErasureScope(string RequestId, int Round, string PlanHash, IReadOnlyList<string> LeftOut);
