using PrivacyFunctions.Collection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Tests.Collection;

public sealed class ElementMatchingTests
{
    [Fact]
    public async Task Keys_beyond_what_memory_may_hold_are_counted_and_not_held()
    {
        var keys = Enumerable.Range(0, ElementMatching.Most + 3).Concat([0, 1]).Select(number => KeyTuple.Of($"k{number}")).ToList();
        var input = new PlanInput { Keys = "k1", Fields = [FieldPath.Of("tags")], Comparison = KeyComparison.Exact, Shared = false, MatchedDepth = 1 };

        var matching = await ElementMatching.LoadAsync([new StepKeySource(input, _ => keys.ToAsyncEnumerable())], default);

        Assert.Equal(3, matching.LeftOut);
    }

    [Fact]
    public async Task Keys_that_are_not_compared_inside_arrays_are_not_held()
    {
        var input = new PlanInput { Keys = "k1", Fields = [FieldPath.Of("tag")], Comparison = KeyComparison.Exact, Shared = false };

        var matching = await ElementMatching.LoadAsync([new StepKeySource(input, _ => throw new InvalidOperationException("must not be read"))], default);

        Assert.Equal(0, matching.LeftOut);
    }
}
