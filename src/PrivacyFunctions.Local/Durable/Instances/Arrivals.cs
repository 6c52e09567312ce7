using PrivacyFunctions.Local.Durable.Activities;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>What one decision consumes.</summary>
/// <param name="Completions">Activities that have ended.</param>
/// <param name="LastInboxId">The last message read; null when there was none.</param>
internal sealed record Arrivals(IReadOnlyList<ActivityCompletion> Completions, long? LastInboxId);

/// <summary>These completions have lost their lease: they are dropped, and the decision is made without them.</summary>
internal sealed class StaleActivityException(IReadOnlyList<ActivityCompletion> completions)
    : Exception($"{completions.Count} late completions were refused.")
{
    public IReadOnlyList<ActivityCompletion> Completions => completions;
}

/// <summary>The execution that is in memory is no longer the one that is stored.</summary>
internal sealed class StaleInstanceException() : Exception("The instance was replaced.");
