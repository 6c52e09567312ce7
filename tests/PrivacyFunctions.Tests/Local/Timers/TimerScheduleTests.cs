using CsCheck;
using PrivacyFunctions.Local.Timers;

namespace PrivacyFunctions.Tests.Local.Timers;

public sealed class TimerScheduleTests
{
    private static readonly string[] Expressions = ["0 30 2 * * *", "0 */7 * * * *", "0 0 0 1 * *", "15 10 */3 * * 1-5", "0 59 1,2,3 * * *"];
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 */5 * * * *", "2026-05-04T08:02:13Z", "2026-05-04T08:05:00Z")]
    [InlineData("30 * * * * *", "2026-05-04T08:02:30Z", "2026-05-04T08:03:30Z")]
    [InlineData("*/5 * * * *", "2026-05-04T08:02:13Z", "2026-05-04T08:05:00Z")]
    [InlineData("0 0 3 * * 1-5", "2026-05-08T03:00:00Z", "2026-05-11T03:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-05-04T08:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("00:05:00", "2026-05-04T08:02:13Z", "2026-05-04T08:07:13Z")]
    [InlineData("1.00:00:00", "2026-05-04T08:00:00Z", "2026-05-05T08:00:00Z")]
    public void The_next_due_time_follows_from_the_expression(string expression, string after, string expected) =>
        Assert.Equal(Time(expected), TimerSchedule.Parse(expression, TimeZoneInfo.Utc).Next(Time(after)));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("* * * *")]
    [InlineData("61 * * * * *")]
    [InlineData("0 0 0 1 13 *")]
    [InlineData("* * * * * * *")]
    public void What_is_no_schedule_is_refused(string expression)
    {
        Assert.NotNull(TimerSchedule.Problem(expression));
        Assert.Throws<FormatException>(() => TimerSchedule.Parse(expression, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_date_that_never_comes_is_never_due() =>
        Assert.Null(TimerSchedule.Parse("0 0 0 30 2 *", TimeZoneInfo.Utc).Next(Time("2026-01-01T00:00:00Z")));

    [Fact]
    public void A_time_of_day_that_the_clocks_skip_is_due_when_the_gap_ends()
    {
        // On 29 March 2026 at 02:00 it becomes 03:00 in Berlin.
        var schedule = TimerSchedule.Parse("0 30 2 * * *", Berlin);

        Assert.Equal(
            [Time("2026-03-28T01:30:00Z"), Time("2026-03-29T01:00:00Z"), Time("2026-03-30T00:30:00Z")],
            Due(schedule, "2026-03-27T12:00:00Z", 3));
    }

    [Fact]
    public void A_time_of_day_that_comes_twice_is_due_once()
    {
        // On 25 October 2026 at 03:00 it becomes 02:00 in Berlin.
        var schedule = TimerSchedule.Parse("0 30 2 * * *", Berlin);

        Assert.Equal(
            [Time("2026-10-24T00:30:00Z"), Time("2026-10-25T00:30:00Z"), Time("2026-10-26T01:30:00Z")],
            Due(schedule, "2026-10-23T12:00:00Z", 3));
    }

    [Theory]
    [InlineData("2026-03-28T23:00:00Z")]
    [InlineData("2026-10-24T23:00:00Z")]
    public void What_is_due_every_few_minutes_goes_on_evenly_when_the_clocks_change(string from)
    {
        var due = Due(TimerSchedule.Parse("0 */20 * * * *", Berlin), from, 24);
        Assert.All(due.Zip(due.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(20), pair.Second - pair.First));
    }

    [Fact]
    public void The_next_due_time_is_always_later_and_steady() =>
        Gen.Select(
                Gen.Int[0, Expressions.Length - 1].Select(i => Expressions[i]),
                Gen.Long[Time("2024-01-01T00:00:00Z").UtcTicks, Time("2031-01-01T00:00:00Z").UtcTicks])
            .Sample((expression, ticks) =>
            {
                var schedule = TimerSchedule.Parse(expression, Berlin);
                var after = new DateTimeOffset(ticks, TimeSpan.Zero);
                var next = schedule.Next(after)!.Value;
                return next > after && schedule.Next(next - TimeSpan.FromTicks(1)) == next && schedule.Next(next) > next;
            });

    private static List<DateTimeOffset> Due(TimerSchedule schedule, string from, int count)
    {
        var due = new List<DateTimeOffset>();
        for (var at = Time(from); due.Count < count; due.Add(at)) at = schedule.Next(at)!.Value;
        return due;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
