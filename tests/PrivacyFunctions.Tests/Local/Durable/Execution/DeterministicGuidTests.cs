using CsCheck;
using PrivacyFunctions.Local.Durable.Execution;

namespace PrivacyFunctions.Tests.Local.Durable.Execution;

public sealed class DeterministicGuidTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_place_gives_the_same_id_and_any_other_another() => Gen.Int[0, 1000].Array[4].Sample(n =>
    {
        var one = DeterministicGuid.Create($"i{n[0]}", n[1], At.AddTicks(n[2]), n[3]);
        Assert.Equal(one, DeterministicGuid.Create($"i{n[0]}", n[1], At.AddTicks(n[2]), n[3]));
        Assert.Equal(8, one.Version);
        Assert.NotEqual(one, DeterministicGuid.Create($"j{n[0]}", n[1], At.AddTicks(n[2]), n[3]));
        Assert.NotEqual(one, DeterministicGuid.Create($"i{n[0]}", n[1] + 1, At.AddTicks(n[2]), n[3]));
        Assert.NotEqual(one, DeterministicGuid.Create($"i{n[0]}", n[1], At.AddTicks(n[2] + 1), n[3]));
        Assert.NotEqual(one, DeterministicGuid.Create($"i{n[0]}", n[1], At.AddTicks(n[2]), n[3] + 1));
    });
}
