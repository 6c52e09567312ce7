using CsCheck;
using PrivacyFunctions.Law;

namespace PrivacyFunctions.Tests.Law;

public sealed class LawClockPropertyTests
{
    private const int Cases = 100_000;

    private static readonly DateTimeOffset From = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<LawId> Laws = Gen.OneOf(Gen.Const(LawId.Gdpr), Gen.Const(LawId.UkGdpr), Gen.Const(LawId.Ccpa));

    private static readonly Gen<DateTimeOffset> Instants = Gen.Int[0, 30 * 366 * 24 * 60].Select(minutes => From.AddMinutes(minutes));

    private static readonly Gen<ClockInput> Inputs = Gen.Select(
        Instants,
        Gen.Int[0, Zones.All.Count - 1].Select(zone => Zones.All[zone]),
        Gen.Select(Gen.Int[-3000, 120 * 24 * 60], Gen.Int[0, 20 * 24 * 60], Gen.Enum<PauseReason>(), Gen.Bool).Array[0, 4],
        Gen.Int[1, 100].Array[0, 5],
        (received, zone, pauses, holidays) => new ClockInput
        {
            ReceivedAt = received,
            Zone = zone,
            Pauses = [.. pauses.Select(pause => PauseAfter(received, pause.Item1, pause.Item2, pause.Item3, pause.Item4))],
            Holidays = HolidayCalendar.Of(holidays.Select(days => DateOnly.FromDateTime(received.UtcDateTime).AddDays(days))),
        });

    [Fact]
    public void Every_deadline_is_the_one_that_walking_from_day_to_day_finds() =>
        Gen.Select(Laws, Inputs).Sample(
            (law, input) =>
            {
                var deadlines = LawClock.Compute(law, input with { Extended = true });

                return NaiveClock.IsEndOf(NaiveClock.Answer(law, input, extended: false), deadlines.DueAt, input.Zone)
                    && NaiveClock.IsEndOf(NaiveClock.Answer(law, input, extended: true), deadlines.ExtendedTo!.Value, input.Zone)
                    && NaiveClock.IsEndOf(NaiveClock.Confirm(input), deadlines.ConfirmBy, input.Zone);
            },
            iter: Cases);

    [Fact]
    public void An_unknown_law_never_gives_more_time_than_any_law_whose_clock_runs() =>
        Inputs.Sample(
            input =>
            {
                var unknown = LawClock.Compute(LawId.Unknown, input);
                var known = StatuteBook.All.Select(statute => LawClock.Compute(statute.Law, input)).ToList();

                return known.Where(deadlines => deadlines.PausedSince is null).All(deadlines => unknown.DueAt <= deadlines.DueAt)
                    && known.Any(deadlines => unknown.DueAt == deadlines.DueAt)
                    && known.All(deadlines => unknown.ConfirmBy <= deadlines.ConfirmBy);
            },
            iter: Cases / 10);

    [Fact]
    public void A_later_receipt_is_never_due_earlier() =>
        Gen.Select(Laws, Inputs, Gen.Int[0, 3 * 24 * 60]).Sample(
            (law, input, minutes) =>
            {
                var plain = input with { Pauses = [] };
                var later = plain with { ReceivedAt = plain.ReceivedAt.AddMinutes(minutes) };
                return LawClock.Compute(law, plain).DueAt <= LawClock.Compute(law, later).DueAt;
            },
            iter: Cases / 10);

    private static Pause PauseAfter(DateTimeOffset received, int minutes, int length, PauseReason reason, bool open)
    {
        var from = received.AddMinutes(minutes);
        return new(from, open ? null : from.AddMinutes(length), reason);
    }
}
