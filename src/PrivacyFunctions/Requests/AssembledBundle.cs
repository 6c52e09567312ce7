namespace PrivacyFunctions.Requests;

/// <summary>A bundle that stands in the blob store, whole, and is not offered yet.</summary>
/// <param name="Version">1 for a request's first bundle; 0 when nothing was found and there is none.</param>
/// <param name="Attempt">Which run of the assembly made it: another run, however late, never takes its place.</param>
/// <param name="SizeBytes">Size of the ZIP.</param>
/// <param name="Sha256">Digest of the ZIP, lower-case hex.</param>
/// <param name="Records">How many rows it holds.</param>
/// <param name="Gaps">What is missing from it; none means it is complete.</param>
/// <param name="Withheld">What was found and not disclosed.</param>
/// <param name="UnusedIdentities">Names of the identities that did not count.</param>
public sealed record AssembledBundle(
    int Version,
    string Attempt,
    long SizeBytes,
    string Sha256,
    long Records,
    IReadOnlyList<RequestGap> Gaps,
    IReadOnlyList<WithheldItem> Withheld,
    IReadOnlyList<string> UnusedIdentities);
