using System.Globalization;
using NCrontab;

namespace PrivacyFunctions.Local.Timers;

/// <summary>When a timer is due: an NCRONTAB expression (six fields, or five without seconds) or a time span.</summary>
public abstract class TimerSchedule
{
    private const int FieldsWithSeconds = 6;

    private TimerSchedule()
    {
    }

    /// <summary>Due less than a minute apart: like the Functions host, such a timer keeps no status.</summary>
    public abstract bool IsFrequent { get; }

    /// <summary>The first due time after a moment; null when there is none.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

    /// <summary>What is wrong with an expression; null when nothing is.</summary>
    public static string? Problem(string expression) =>
        Interval(expression) is not null || Crontab(expression) is not null
            ? null
            : $"'{expression}' is neither an NCRONTAB expression nor a positive time span.";

    /// <param name="expression">As in the trigger attribute.</param>
    /// <param name="zone">The zone in which an NCRONTAB expression is read.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static TimerSchedule Parse(string expression, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (Interval(expression) is { } interval) return new Every(interval);
        if (Crontab(expression) is not { } crontab) throw new FormatException(Problem(expression));
        return EveryHour(expression) ? new Elapsed(crontab, zone) : new WallClock(crontab, zone);
    }

    // A number alone would parse as days.
    private static TimeSpan? Interval(string expression) =>
        expression.Contains(':', StringComparison.Ordinal)
        && TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval)
        && interval > TimeSpan.Zero
            ? interval
            : null;

    private static CrontabSchedule? Crontab(string expression) =>
        CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = Fields(expression).Length == FieldsWithSeconds });

    private static bool EveryHour(string expression) => Fields(expression)[^4] == "*";

    private static string[] Fields(string expression) => expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static DateTime? Occurrence(CrontabSchedule crontab, DateTime after)
    {
        var next = crontab.GetNextOccurrence(after, DateTime.MaxValue);
        return next == DateTime.MaxValue ? null : next;
    }

    private sealed class Every(TimeSpan interval) : TimerSchedule
    {
        public override bool IsFrequent => interval < TimeSpan.FromMinutes(1);

        public override DateTimeOffset? Next(DateTimeOffset after) => after + interval;
    }

    /// <summary>Due in every hour: goes on evenly when the clocks change.</summary>
    private sealed class Elapsed(CrontabSchedule crontab, TimeZoneInfo zone) : TimerSchedule
    {
        public override bool IsFrequent =>
            Occurrence(crontab, DateTime.MinValue) is { } first && Occurrence(crontab, first) is { } second
            && second - first < TimeSpan.FromMinutes(1);

        public override DateTimeOffset? Next(DateTimeOffset after)
        {
            var offset = zone.GetUtcOffset(after);
            return Occurrence(crontab, after.ToOffset(offset).DateTime) is { } local ? new DateTimeOffset(local, offset).ToUniversalTime() : null;
        }
    }

    /// <summary>
    /// Due at times of day: when the clocks go back, the first of the two; when they go forward over it, as soon as the gap ends.
    /// </summary>
    private sealed class WallClock(CrontabSchedule crontab, TimeZoneInfo zone) : TimerSchedule
    {
        public override bool IsFrequent => false;

        public override DateTimeOffset? Next(DateTimeOffset after)
        {
            var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
            while (Occurrence(crontab, local) is { } next)
            {
                var due = ToUtc(next);
                if (due > after) return due;
                local = next;
            }

            return null;
        }

        private DateTimeOffset ToUtc(DateTime local)
        {
            if (zone.IsInvalidTime(local)) return EndOfGap(local);
            var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
            return new DateTimeOffset(local, offset).ToUniversalTime();
        }

        private DateTimeOffset EndOfGap(DateTime local)
        {
            while (zone.IsInvalidTime(local)) local = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }
    }
}
