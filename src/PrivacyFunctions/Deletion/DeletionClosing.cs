namespace PrivacyFunctions.Deletion;

/// <summary>What a deletion came to.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="Receipt">The receipt that is ready.</param>
public sealed record DeletionClosing(string RequestId, int Round, IssuedReceipt Receipt);
