using CsCheck;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(1000, 60)]
    public void Pauses_double_up_to_the_longest(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new RetrySchedule(9, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60)).After(attempt));

    [Fact]
    public void A_pause_is_never_shorter_than_the_one_before_nor_longer_than_the_longest() =>
        Gen.Select(Gen.Int[1, 3600], Gen.Int[1, 86400], Gen.Int[1, 5000]).Sample((first, longest, attempt) =>
        {
            var schedule = new RetrySchedule(9, TimeSpan.FromSeconds(Math.Min(first, longest)), TimeSpan.FromSeconds(longest));
            return schedule.After(attempt) <= schedule.After(attempt + 1) && schedule.After(attempt + 1) <= schedule.Longest;
        });
}
