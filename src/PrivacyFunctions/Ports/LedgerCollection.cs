namespace PrivacyFunctions.Ports;

/// <summary>A collection that the ledger names.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Collection">The collection's name.</param>
public readonly record struct LedgerCollection(string Dataset, string Collection);
