namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>Where a restoration stands.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Collection"><c>dataset.collection</c>.</param>
/// <param name="Rows">Rows so far.</param>
public sealed record RestoreProgress(RestorePhase Phase, string Collection, long Rows);

/// <summary>The parts of a restoration.</summary>
public enum RestorePhase
{
    /// <summary>Comparing rows with the ledger.</summary>
    Comparing,

    /// <summary>Erasing what was found.</summary>
    Erasing,

    /// <summary>Comparing once more.</summary>
    Checking,
}
