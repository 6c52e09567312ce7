using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Tests.Local.Serving;

public sealed class SteadyTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _passing = new(Noon);
    private readonly JumpingTime _machine;
    private readonly SteadyTime _time;
    private readonly List<TimeSpan> _told = [];

    public SteadyTimeTests()
    {
        _machine = new JumpingTime(_passing);
        _time = new SteadyTime(_machine) { WasSetBack = _told.Add };
    }

    [Fact]
    public void It_is_the_machines_clock_while_nobody_sets_that()
    {
        _passing.Advance(Hour);

        Assert.Equal(Noon + Hour, _time.GetUtcNow());
        Assert.Empty(_told);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_take_it_along_and_is_caught_up_with()
    {
        _passing.Advance(Hour);
        _time.GetUtcNow();
        _machine.Jump(-Day);
        Assert.Equal(Noon + Hour, _time.GetUtcNow());

        _passing.Advance(Day);
        Assert.Equal(Noon + Hour + (Day / 2), _time.GetUtcNow());

        _passing.Advance(Day + Hour);
        Assert.Equal(_machine.GetUtcNow(), _time.GetUtcNow());
        Assert.Equal([Day], _told);
    }

    [Fact]
    public void A_clock_that_is_set_forward_is_followed_at_once()
    {
        _machine.Jump(Day);

        Assert.Equal(Noon + Day, _time.GetUtcNow());
    }

    [Fact]
    public void A_small_correction_is_nothing_to_tell()
    {
        _machine.Jump(TimeSpan.FromSeconds(-2));
        _passing.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(_machine.GetUtcNow(), _time.GetUtcNow());
        Assert.Empty(_told);
    }

    [Fact]
    public void It_never_goes_back_whatever_the_clock_does()
    {
        var before = _time.GetUtcNow();
        for (var i = 0; i < 1000; i++)
        {
            _machine.Jump(TimeSpan.FromMinutes(Random.Shared.Next(-2000, 2000)));
            _passing.Advance(TimeSpan.FromSeconds(Random.Shared.Next(600)));
            var now = _time.GetUtcNow();
            Assert.True(now >= before && now >= _machine.GetUtcNow(), $"After {before:O} came {now:O}, by a clock at {_machine.GetUtcNow():O}.");
            before = now;
        }
    }
}
