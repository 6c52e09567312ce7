using Xunit.Abstractions;

namespace PrivacyFunctions.Tests.Local.Audit;

/// <summary>
/// Every mutation of an audit log is detected, and the first entry that does not fit is named where it can be.
/// </summary>
public sealed class AuditMutationTests(ITestOutputHelper output)
{
    private static readonly int Count = Trials.Count(480);

    [Fact]
    public async Task Every_mutation_is_detected_and_the_first_bad_entry_named()
    {
        using var scene = new AuditScene();
        using var mutations = await AuditMutations.CreateAsync(scene);
        Assert.Empty(scene.Verify().Flaws);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var n = 0; n < Count; n++)
        {
            var (name, make) = mutations.Kinds[n % mutations.Kinds.Count];
            var verdict = mutations.Judge(make, random, out var mutation);
            Assert.False(verdict.IsValid, $"'{name}' was not detected: mutation {n}, seed {seed}.");
            if (mutation.Leaf is { } leaf)
                Assert.True(verdict.Flaws[0].Leaf == leaf, $"'{name}' of entry {leaf} was found as: {verdict.Flaws[0].Message} Mutation {n}, seed {seed}.");
        }

        Assert.Empty(scene.Verify().Flaws);
        output.WriteLine($"{Count} mutations of {mutations.Kinds.Count} kinds, all detected, seed {seed}.");
    }
}
