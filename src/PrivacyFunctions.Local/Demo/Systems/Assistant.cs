using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>The website's AI assistant: questions, answers, and the service it recommended. Signed-in people are known by portal id, others by address.</summary>
internal sealed class Assistant : DemoSystem
{
    private static readonly ImmutableArray<(string Topic, string Question, string Answer, string Queue)> Talks =
    [
        ("backup", "How often are my files backed up, and where?", "Every night, to two data centres in the EU. You can restore the last 30 days yourself.", "backup"),
        ("phishing", "I clicked on a strange link. What should I do now?", "Do not type anything on that page. I opened an urgent ticket for you; please stay reachable by phone.", "security"),
        ("prices", "What does remote support cost if I only need it once?", "A quarter of an hour is 24.50 EUR before tax. Shall I arrange a call?", "sales"),
        ("vpn", "My VPN says certificate expired. Can you fix it?", "I cannot renew certificates myself. A technician has been told and will write to you.", "network"),
        ("privacy", "Do you train your assistant with what I write here?", "No. Transcripts are kept for 12 months to improve routing and are then deleted.", "privacy"),
        ("phone", "How do I set up my mail on a new phone?", "Open the portal, choose 'My devices' and scan the code shown there with the phone.", "workplace"),
        ("offboarding", "A colleague has left. How do I lock the account?", "Please use 'Staff changes' in the portal; it needs the approval of a second person.", "access"),
    ];

    public override string Name => "assistant";

    public override string Title => "AI assistant";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        foreach (var person in cast.People)
        {
            for (var left = person.IsEverywhere ? 5 : dice.Between(0, 1); left > 0; left--)
            {
                Add(session, person, dice.Chance(0.7), today.AddHours(-dice.Between(10, 8_000)), dice);
            }
        }
    }

    private static void Add(SqliteSession session, Person person, bool signedIn, DateTimeOffset started, Dice dice)
    {
        var id = $"cnv_{dice.Token(16)}";
        var talk = dice.Pick(Talks);
        session.Execute(
            "INSERT INTO conversation VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            id,
            signedIn ? person.Id : null,
            signedIn ? null : person.Email,
            talk.Topic,
            "support-routing-3",
            DemoValue.Time(started));
        Say(1, "person", talk.Question, null);
        Say(2, "assistant", talk.Answer, Routing(talk.Queue, dice));
        if (!dice.Chance(0.6)) return;
        Say(3, "person", $"Thanks. My number is {person.Phone} if anybody needs it.", null);
        Say(4, "assistant", "Thank you, I passed it on.", Routing(talk.Queue, dice));

        void Say(int number, string speaker, string text, string? routing) => session.Execute(
            "INSERT INTO turn VALUES (?1, ?2, ?3, ?4, ?5, ?6)", id, number, speaker, text, routing, DemoValue.Time(started.AddSeconds(number * 20)));
    }

    private static string Routing(string queue, Dice dice) => new JsonObject
    {
        ["queue"] = queue,
        ["confidence"] = dice.Between(55, 99) / 100.0,
        ["recommendations"] = new JsonArray(
            new JsonObject { ["service"] = "Managed workplace", ["score"] = dice.Between(10, 99) / 100.0 },
            new JsonObject { ["service"] = "Remote support", ["score"] = dice.Between(10, 99) / 100.0 }),
    }.ToJsonString();
}
