using System.Collections.Immutable;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>Website telemetry by cookie: visitors we know from the portal, and many that nobody knows.</summary>
internal sealed class Website : DemoSystem
{
    private const int Strangers = 600;

    private static readonly ImmutableArray<string> Pages =
    [
        "/", "/services/backup", "/services/managed-workplace", "/services/security", "/prices", "/contact", "/status", "/blog/passkeys",
        "/blog/phishing-in-2025", "/help/vpn", "/help/second-factor", "/careers", "/privacy",
    ];

    private static readonly ImmutableArray<string> Referrers = ["https://search.example/", "https://news.example/it", "https://opentech.example/", ""];
    private static readonly ImmutableArray<string> Rules = ["many-sign-ins", "form-filled-too-fast", "address-on-block-list"];
    private static readonly ImmutableArray<string> Browsers = ["Firefox 139", "Chrome 137", "Safari 18", "Edge 137"];
    private static readonly ImmutableArray<string> Systems = ["Windows 11", "macOS 15", "Ubuntu 24.04", "iOS 18", "Android 15"];

    public override string Name => "website";

    public override string Title => "Website telemetry";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        foreach (var person in cast.People)
        {
            var place = $"{person.Address.City}, {person.Address.Country}";
            foreach (var cookie in person.Cookies) Add(session, cookie, place, person.IsEverywhere ? 14 : dice.Between(1, 8), dice, today);
        }

        for (var stranger = 0; stranger < Strangers; stranger++)
        {
            var (_, city, country) = dice.Pick(Words.Cities);
            Add(session, dice.Token(26), $"{city}, {country}", dice.Between(1, 4), dice, today);
        }
    }

    private static void Add(SqliteSession session, string cookie, string place, int views, Dice dice, DateTimeOffset today)
    {
        var first = today.AddMinutes(-dice.Between(3_000, 400_000));
        session.Execute(
            "INSERT INTO visitor VALUES (?1, ?2, ?3, ?4, ?5, ?6)", cookie, dice.Pick(Browsers), dice.Pick(Systems), place, dice.Chance(0.7), DemoValue.Time(first));
        var ip = DemoNetwork.Address(dice);
        for (var view = 0; view < views; view++)
        {
            session.Execute(
                "INSERT INTO page_view (cookie_id, page, referrer, ip_address, seconds, viewed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                cookie,
                dice.Pick(Pages),
                dice.Pick(Referrers),
                ip,
                dice.Between(10, 4_000) / 10.0,
                DemoValue.Time(first.AddMinutes(view * 7)));
        }

        if (!dice.Chance(0.2)) return;
        session.Execute(
            "INSERT INTO security_event (cookie_id, rule, score, ip_address, seen_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            cookie,
            dice.Pick(Rules),
            dice.Between(1, 100) / 100.0,
            ip,
            DemoValue.Time(first.AddMinutes(3)));
    }
}
