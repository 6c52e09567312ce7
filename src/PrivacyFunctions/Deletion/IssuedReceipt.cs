using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>A receipt that stands in the blob store and is not offered yet.</summary>
/// <param name="Receipt">The document.</param>
/// <param name="Found">Whether anything was found at all.</param>
/// <param name="Gaps">What is missing; none means that the deletion is complete.</param>
/// <param name="Withheld">What was found and not erased, on a ground.</param>
/// <param name="UnusedIdentities">Names of the identities that did not count.</param>
/// <param name="Erased">Rows deleted or masked.</param>
public sealed record IssuedReceipt(
    ReceiptVersion Receipt,
    bool Found,
    IReadOnlyList<RequestGap> Gaps,
    IReadOnlyList<WithheldItem> Withheld,
    IReadOnlyList<string> UnusedIdentities,
    long Erased = 1);
