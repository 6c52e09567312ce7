using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Connectors.Smtp;
using PrivacyFunctions.Http;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Every_problem_is_named_at_once_as_people_set_it_and_without_its_value()
    {
        var reader = Reader(
            ("TimeZone", "Europe/Atlantis"), ("PublicUrl", "ftp://x"), ("Limits:FilingsPerHourPerIp", "many"), ("Limits:CodesPerHour", "-1"),
            ("StaffToken", "short"), ("Smtp:Host", "mail.example"), ("Smtp:Security", "maybe"), ("Smtp:User", "secret-user"));
        OrganisationSettings.Read(reader);
        LimitSettings.Read(reader);
        HttpSettings.Read(reader);
        SmtpSettings.Read(reader);
        Assert.Equal(
            ["Limits__CodesPerHour", "Limits__FilingsPerHourPerIp", "PublicUrl", "Smtp__From", "Smtp__Password", "Smtp__Security", "StaffToken", "TimeZone"],
            reader.Problems.Select(p => p.Split(' ')[0]["Privacy__".Length..]).Order(StringComparer.Ordinal));
        var message = new InvalidSettingsException(reader.Problems).Message;
        Assert.DoesNotContain("short", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-user", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_and_never_read_is_named_as_people_set_it()
    {
        var reader = Reader(("Approval:Deletoin:People", "2"), ("limits:codesPerHour", "1"), ("Limits:CodesPerDayPerIp", ""));

        LimitSettings.Read(reader);

        Assert.Equal(["Privacy__Approval__Deletoin__People"], reader.Unread);
    }

    [Fact]
    public void Without_settings_there_are_safe_defaults_and_no_problem()
    {
        var reader = Reader();
        var limits = LimitSettings.Read(reader);
        Assert.Equal((20, 5, 20), (limits.FilingsPerHourPerIp, limits.CodesPerDayPerAddress, limits.CodesPerDayPerIp));
        Assert.Null(HttpSettings.Read(reader).StaffToken);
        Assert.Equal(TimeZoneInfo.Utc, OrganisationSettings.Read(reader).Zone);
        Assert.Null(SmtpSettings.Read(reader).Host);
        Assert.Empty(reader.Problems);
    }

    [Fact]
    public void Values_are_read_as_they_are_meant()
    {
        var reader = Reader(("A", "1.02:03:04"), ("B", "true"), ("C", "TLS"), ("D", " "));
        Assert.Equal(new TimeSpan(1, 2, 3, 4), reader.Duration("A", default));
        Assert.True(reader.Flag("B", false));
        Assert.Equal("tls", reader.OneOf("C", "none", "none", "tls"));
        Assert.Null(reader.Text("D"));
        Assert.Equal("", reader.Required("E"));
        Assert.Equal(["Privacy__E is missing."], reader.Problems);
    }

    [Theory]
    [InlineData("72:00:00", 72 * 3600)]
    [InlineData("24:00", 24 * 3600)]
    [InlineData("00:05:00", 300)]
    [InlineData("2.01:00:00", 49 * 3600)]
    [InlineData("30.00:00:00", 30 * 24 * 3600)]
    [InlineData("0", 0)]
    public void A_length_of_time_may_count_more_hours_than_a_day_has(string text, int seconds)
    {
        var reader = Reader(("A", text));
        Assert.Equal(TimeSpan.FromSeconds(seconds), reader.Duration("A", TimeSpan.FromTicks(1)));
        Assert.Empty(reader.Problems);
    }

    [Theory]
    [InlineData("2147483647:00:00")]
    [InlineData("72:61:00")]
    [InlineData("three days")]
    [InlineData("-01:00:00")]
    [InlineData("36526.00:00:00")]
    [InlineData("9999999.00:00:00")]
    public void No_length_of_time_is_named(string text)
    {
        var reader = Reader(("A", text));
        reader.Duration("A", default);
        Assert.Single(reader.Problems);
    }

    private static SettingsReader Reader(params (string Name, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Privacy:" + s.Name, (string?)s.Value)))
        .Build());
}
