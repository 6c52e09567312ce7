using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Keys in the form in which rows hold them.</summary>
internal static class CastKeys
{
    /// <summary>The keys of a set; what cannot be cast is dropped.</summary>
    /// <param name="set">The set.</param>
    /// <param name="cast">A key's text as a value of the target is read, or null when it cannot be one.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<KeyTuple> OfAsync(
        TargetSet set, Func<KeyTarget, string, string?> cast, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var key in set.Keys.WithCancellation(cancellation))
        {
            var values = ImmutableArray.CreateBuilder<KeyValue>(set.Targets.Count);
            foreach (var (target, value) in set.Targets.Zip(key.Values))
            {
                if (cast(target, value.Text) is { } text) values.Add(new KeyValue(text));
            }

            if (values.Count == set.Targets.Count) yield return new KeyTuple(values.MoveToImmutable());
        }
    }
}
