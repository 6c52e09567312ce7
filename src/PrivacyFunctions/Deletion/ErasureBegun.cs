namespace PrivacyFunctions.Deletion;

/// <summary>Whether erasing may begin; from <see cref="Deletion.Standing.Open"/> on it cannot be taken back.</summary>
/// <param name="Standing">Whether it may.</param>
/// <param name="LedgerEntries">Keys that the ledger names.</param>
public sealed record ErasureBegun(Standing Standing, long LedgerEntries);
