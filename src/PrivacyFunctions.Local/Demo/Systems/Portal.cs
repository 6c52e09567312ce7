using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>The client portal: companies, people, sign-ins, consents. Other systems refer to its people.</summary>
internal sealed class Portal : DemoSystem
{
    private static readonly ImmutableArray<string> Purposes = ["product-news", "session-recording", "usage-statistics"];
    private static readonly ImmutableArray<string> Zones = ["Europe/Berlin", "Europe/Lisbon", "Europe/Dublin", "America/Los_Angeles"];
    private static readonly ImmutableArray<string> Browsers = ["Firefox on Windows", "Chrome on macOS", "Edge on Windows", "Safari on iPhone", "Firefox on Linux"];

    public override string Name => "portal";

    public override string Title => "Client portal";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        foreach (var company in cast.Companies) Add(session, company);
        foreach (var person in cast.People)
        {
            Add(session, person, dice);
            AddAccess(session, person, dice, today);
            AddConsents(session, person, dice);
        }
    }

    private static void Add(SqliteSession session, Company company) => session.Execute(
        "INSERT INTO company VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        company.Id,
        company.Name,
        company.Domain,
        company.Address.Street,
        company.Address.PostalCode,
        company.Address.City,
        company.Address.Country,
        company.Phone,
        company.VatNumber);

    private static void Add(SqliteSession session, Person person, Dice dice)
    {
        var preferences = new JsonObject
        {
            ["language"] = person.Address.Country is "DE" or "AT" ? "de" : "en",
            ["timeZone"] = dice.Pick(Zones),
            ["notifications"] = new JsonObject { ["email"] = true, ["sms"] = dice.Chance(0.3) },
        };
        session.Execute(
            "INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            person.Id,
            person.Company is { } company ? company.Id : SqliteValue.Null,
            person.Email,
            person.GivenName,
            person.FamilyName,
            person.Phone,
            DemoValue.Time(person.Since.AddHours(2)),
            person.JobTitle.Length == 0 ? null : person.JobTitle,
            AddressJson(person.Address),
            preferences.ToJsonString(),
            DemoValue.Time(person.Since));
    }

    private static void AddAccess(SqliteSession session, Person person, Dice dice, DateTimeOffset today)
    {
        session.Execute(
            "INSERT INTO credential VALUES (?1, ?2, ?3, ?4)",
            person.Id,
            dice.Bytes(32),
            dice.Chance(0.6) ? dice.Token(32) : null,
            DemoValue.Time(person.Since.AddDays(1)));
        foreach (var cookie in person.Cookies)
        {
            session.Execute(
                "INSERT INTO browser VALUES (?1, ?2, ?3, ?4, ?5)", cookie, person.Id, dice.Pick(Browsers), dice.Chance(0.8), DemoValue.Time(person.Since.AddDays(2)));
        }

        for (var left = dice.Between(1, 6); left > 0; left--)
        {
            var start = today.AddMinutes(-dice.Between(60, 86_000));
            session.Execute(
                "INSERT INTO session (person_id, started_at, ended_at, ip_address, user_agent) VALUES (?1, ?2, ?3, ?4, ?5)",
                person.Id,
                DemoValue.Time(start),
                dice.Chance(0.9) ? DemoValue.Time(start.AddMinutes(dice.Between(2, 50))) : null,
                DemoNetwork.Address(dice),
                DemoNetwork.UserAgent(dice));
        }
    }

    private static void AddConsents(SqliteSession session, Person person, Dice dice)
    {
        foreach (var purpose in dice.Some(Purposes, dice.Between(1, 3)))
        {
            session.Execute(
                "INSERT INTO consent VALUES (?1, ?2, ?3, ?4)",
                person.Id,
                purpose,
                DemoValue.Time(person.Since),
                dice.Chance(0.2) ? DemoValue.Time(person.Since.AddDays(30)) : null);
        }
    }

    private static string AddressJson(Address address) => new JsonObject
    {
        ["street"] = address.Street,
        ["postalCode"] = address.PostalCode,
        ["city"] = address.City,
        ["country"] = address.Country,
    }.ToJsonString();
}
