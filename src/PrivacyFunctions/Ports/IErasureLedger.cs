namespace PrivacyFunctions.Ports;

/// <summary>
/// What was erased, as keyed hashes under a long-lived key of the ledger's own: enough to recognise the same rows when a backup brings
/// them back, and nothing that tells whose they were. It lies apart from the product's other data, and so does its backup.
/// </summary>
public interface IErasureLedger
{
    /// <summary>
    /// Records rows of one collection before they are deleted or masked; durable when the task ends. The same entry again (a retried
    /// activity) writes nothing twice; other keys under the same request, round and collection are added to those recorded before. Keys
    /// are read once, in one pass, and never held together in memory.
    /// </summary>
    /// <returns>How many primary keys and search keys the entry names.</returns>
    Task<LedgerCount> AppendAsync(LedgerEntry entry, CancellationToken cancellation);

    /// <summary>Everything that it names, to compare rows with; the caller disposes it.</summary>
    Task<ILedgerIndex> OpenAsync(CancellationToken cancellation);

    /// <summary>Forgets entries made before; returns how many. A backup older than that can no longer be cleaned by the ledger.</summary>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation);
}
