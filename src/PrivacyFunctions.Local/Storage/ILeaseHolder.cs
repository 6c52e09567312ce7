namespace PrivacyFunctions.Local.Storage;

/// <summary>Keeps leases in the database. Only one process serves from it, so at its start every lease there is belongs to a dead one.</summary>
public interface ILeaseHolder
{
    /// <summary>Ends the leases that a process which died left behind, so that nobody waits for them to run out.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ReleaseAsync(CancellationToken cancellation);
}
