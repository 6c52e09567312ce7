namespace PrivacyFunctions.Ports;

/// <summary>Answers to calls with an idempotency key; written by <see cref="IRequestStore.CommitAsync"/> together with what the call did.</summary>
public interface ISavedAnswers
{
    /// <summary>The answer saved for a call, or null when there is none that has not expired.</summary>
    Task<SavedAnswer?> FindAsync(string callHash, CancellationToken cancellation);

    /// <summary>Forgets what has expired; returns how many.</summary>
    Task<int> SweepAsync(CancellationToken cancellation);
}
