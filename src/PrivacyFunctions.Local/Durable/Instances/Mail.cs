using PrivacyFunctions.Local.Durable.Activities;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>What has reached an instance since its last decision.</summary>
/// <param name="Completions">Activities that have ended.</param>
/// <param name="HasMessages">Its inbox has to be read.</param>
/// <param name="LeftThread">The orchestrator awaited something foreign.</param>
internal sealed record Mail(List<ActivityCompletion> Completions, bool HasMessages, bool LeftThread)
{
    public static Mail None { get; } = new([], false, false);

    public bool IsEmpty => Completions.Count == 0 && !HasMessages && !LeftThread;
}
