using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>The newsletter: subscribers, what they opened, and webinars whose lists of attendees hold many people in one row.</summary>
internal sealed class Newsletter : DemoSystem
{
    private static readonly ImmutableArray<string> Topics = ["security", "product-news", "events", "tips"];

    private static readonly ImmutableArray<string> Subjects =
    [
        "Passkeys, explained in five minutes", "Your backup checklist", "What changed in the portal", "Three signs of a phishing mail",
        "Windows update calendar", "How we handle your data", "New: remote support from your phone", "Holiday opening hours",
        "Faster tickets with screenshots", "Our status page has moved",
    ];

    private static readonly ImmutableArray<string> Titles =
        ["Ransomware: the first hour", "Passkeys for small companies", "Backups that really restore", "Ask the technicians"];

    public override string Name => "newsletter";

    public override string Title => "Newsletter";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        foreach (var (number, subject) in Subjects.Index())
        {
            session.Execute("INSERT INTO campaign VALUES (?1, ?2, ?3)", number + 1, subject, DemoValue.Time(today.AddDays(-30 * (number + 1))));
        }

        var subscribers = cast.People.Where(person => person.IsEverywhere || dice.Chance(0.5)).ToList();
        foreach (var (number, person) in subscribers.Index()) Add(session, person, number + 1, dice);
        foreach (var (number, title) in Titles.Index()) AddWebinar(session, number + 1, title, subscribers, dice, today);
    }

    private static void Add(SqliteSession session, Person person, int id, Dice dice)
    {
        session.Execute(
            "INSERT INTO subscriber VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            id,
            person.Email,
            person.Name,
            new JsonArray([.. dice.Some(Topics, dice.Between(1, 3)).Select(topic => JsonValue.Create(topic))]).ToJsonString(),
            DemoValue.Time(person.Since),
            dice.Chance(0.1) ? DemoValue.Time(person.Since.AddDays(50)) : null);
        foreach (var campaign in dice.Some([.. Enumerable.Range(1, Subjects.Length)], dice.Between(4, Subjects.Length)))
        {
            var opened = dice.Chance(0.4);
            session.Execute(
                "INSERT INTO delivery VALUES (?1, ?2, ?3, ?4)",
                id,
                campaign,
                opened ? DemoValue.Time(person.Since.AddDays(campaign)) : null,
                opened && dice.Chance(0.3) ? new JsonArray("https://opentech.example/blog").ToJsonString() : null);
        }
    }

    private static void AddWebinar(
        SqliteSession session, int id, string title, List<Person> subscribers, Dice dice, DateTimeOffset today)
    {
        var people = subscribers.Where(person => (person.IsEverywhere && id <= 2) || dice.Chance(0.05));
        var attendees = new JsonArray([.. people.Select(person => new JsonObject
        {
            ["email"] = person.Email,
            ["name"] = person.Name,
            ["minutes"] = dice.Between(5, 60),
        })]);
        session.Execute("INSERT INTO webinar VALUES (?1, ?2, ?3, ?4)", id, title, DemoValue.Day(today.AddDays(-40 * id)), attendees.ToJsonString());
    }
}
