using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Uploads;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>Ticketing: requests, messages, technicians' notes, uploads and status logs. Requesters are people of the portal.</summary>
internal sealed class Ticketing : DemoSystem
{
    private const int TicketsOfThoseWhoAsk = 9;
    private static readonly ImmutableArray<string> Course = ["open", "waiting", "open", "solved"];

    public override string Name => "ticketing";

    public override string Title => "Ticketing";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        var number = 0;
        foreach (var person in cast.People)
        {
            var tickets = person.IsEverywhere ? TicketsOfThoseWhoAsk : dice.Between(0, 4);
            for (var ticket = 0; ticket < tickets; ticket++)
            {
                var problem = Problem.All[(number + ticket) % Problem.All.Length];
                Add(session, person, problem, ++number, today.AddHours(-dice.Between(24, 24 * 700)), dice, everything: person.IsEverywhere);
            }
        }
    }

    private static void Add(SqliteSession session, Person person, Problem problem, int id, DateTimeOffset opened, Dice dice, bool everything)
    {
        var solved = dice.Chance(0.85);
        var contact = new JsonObject { ["name"] = person.Name, ["phone"] = person.Phone, ["best_time"] = dice.Chance(0.5) ? "mornings" : "afternoons" };
        session.Execute(
            "INSERT INTO ticket VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            id,
            string.Create(CultureInfo.InvariantCulture, $"T-{opened.Year}-{id:D5}"),
            person.Id,
            person.Company is { } company ? company.Id : SqliteValue.Null,
            problem.Subject,
            problem.Description,
            solved ? "solved" : "waiting",
            dice.Between(1, 4),
            contact.ToJsonString(),
            new JsonArray([.. problem.Tags.Select(tag => JsonValue.Create(tag))]).ToJsonString(),
            DemoValue.Time(opened),
            solved ? DemoValue.Time(opened.AddHours(30)) : null);
        Talk(session, person, problem, id, opened, dice, solved);
        Log(session, id, opened, solved);
        if (everything || dice.Chance(0.25)) Attach(session, person, id, opened, dice);
    }

    private static void Talk(SqliteSession session, Person person, Problem problem, int ticket, DateTimeOffset opened, Dice dice, bool solved)
    {
        const string message = "INSERT INTO message (ticket_id, author, body, sent_at) VALUES (?1, ?2, ?3, ?4)";
        var technician = dice.Pick(Words.Technicians);
        session.Execute(message, ticket, "technician", problem.Answer, DemoValue.Time(opened.AddHours(3)));
        if (solved) session.Execute(message, ticket, "requester", $"{problem.Thanks}\n{person.GivenName}", DemoValue.Time(opened.AddHours(29)));
        session.Execute(
            "INSERT INTO technician_note (ticket_id, technician, note, minutes_spent, written_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            ticket,
            technician,
            problem.Note,
            dice.Between(10, 180) / 4.0,
            DemoValue.Time(opened.AddHours(2)));
    }

    private static void Log(SqliteSession session, int ticket, DateTimeOffset opened, bool solved)
    {
        for (var step = 0; step < (solved ? Course.Length : 2); step++)
        {
            session.Execute(
                "INSERT INTO status_log VALUES (?1, ?2, ?3, ?4)", ticket, step + 1, Course[step], DemoValue.Time(opened.AddHours(step * 10)));
        }
    }

    private static void Attach(SqliteSession session, Person person, int ticket, DateTimeOffset opened, Dice dice)
    {
        Upload[] uploads = (ticket % 3) switch
        {
            0 => [new Upload("screenshot.png", "image/png", PngImage.Screenshot(dice))],
            1 => [new Upload("diagnostics.log", "text/plain", DiagnosticLog.Of(dice, $"PC-{dice.Digits(4)}", person.Name, opened, 40))],
            _ =>
            [
                new Upload("screenshot.png", "image/png", PngImage.Screenshot(dice)),
                new Upload("report.pdf", "application/pdf", PdfDocument.Of([$"Report of {person.Name}", "", "What I saw and when I saw it:", $"{opened:u} first time"])),
            ],
        };
        foreach (var upload in uploads)
        {
            session.Execute(
                "INSERT INTO upload (ticket_id, file_name, media_type, content, uploaded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                ticket,
                upload.FileName,
                upload.MediaType,
                upload.Content,
                DemoValue.Time(opened.AddMinutes(4)));
        }
    }
}
