using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Staging;

/// <summary>Keys for one input of a step; they can be read again and again.</summary>
/// <param name="Input">The input.</param>
/// <param name="Read">Reads the keys from the start.</param>
public sealed record StepKeySource(PlanInput Input, Func<CancellationToken, IAsyncEnumerable<KeyTuple>> Read)
{
    /// <summary>The same keys as the system's rows hold them.</summary>
    internal StepKeySource CastBy(IConnectedSystem system, PlanStep step) => this with
    {
        Read = cancellation => system.CastAsync(
            new RecordSelection { Collection = step.Collection, Namespace = step.Namespace, KeySets = [Input.KeySet(Read(cancellation))] }, cancellation),
    };
}
