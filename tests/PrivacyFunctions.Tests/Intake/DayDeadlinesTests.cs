using PrivacyFunctions.Intake;
using PrivacyFunctions.Law;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Tests.Intake;

public sealed class DayDeadlinesTests
{
    private static readonly OrganisationSettings Organisation = new()
    {
        Name = "The organisation",
        Contact = "privacy@example.org",
        PolicyVersion = "1",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
    };

    private readonly DayDeadlines _days = new(Organisation);

    [Theory]
    [InlineData("2026-03-28T12:00:00Z")]
    [InlineData("2026-03-28T23:30:00Z")]
    [InlineData("2026-12-31T22:59:59Z")]
    [InlineData("2026-12-31T23:00:00Z")]
    public void Every_request_has_the_deadlines_of_its_own_day_and_law_whatever_was_asked_before(string received)
    {
        var at = DateTimeOffset.Parse(received, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var before in new[] { at.AddDays(-1), at.AddMinutes(-45), at, at.AddSeconds(1), at.AddMinutes(45), at })
        {
            foreach (var law in Enum.GetValues<LawId>())
            {
                var expected = LawClock.Compute(law, new ClockInput { ReceivedAt = before, Zone = Organisation.Zone });
                var (deadlines, sentences) = _days.Of(law, before);
                Assert.Equal(expected, deadlines);
                Assert.Equal(expected.Explanation.Sentences, sentences);
            }
        }
    }

    [Fact]
    public void Requests_of_one_day_share_them()
    {
        var morning = new DateTimeOffset(2026, 5, 6, 6, 0, 0, TimeSpan.Zero);
        Assert.Same(_days.Of(LawId.Gdpr, morning).Deadlines, _days.Of(LawId.Gdpr, morning.AddHours(12)).Deadlines);
    }
}
