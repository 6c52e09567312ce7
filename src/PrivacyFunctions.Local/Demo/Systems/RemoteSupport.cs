using System.Collections.Immutable;
using System.Globalization;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Uploads;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>Remote-support sessions on client companies' computers. OpenTech is their processor here: the companies decide who sees it.</summary>
internal sealed class RemoteSupport : DemoSystem
{
    private static readonly ImmutableArray<(string Action, string Detail)> Actions =
    [
        ("connected", "screen and keyboard"), ("opened", "event viewer"), ("copied", "diagnostic archive"), ("changed", "network adapter settings"),
        ("installed", "agent update"), ("restarted", "print service"), ("disconnected", "by the user"),
    ];

    public override string Name => "remote_support";

    public override string Title => "Remote support";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        var id = 0;
        foreach (var person in cast.People.Where(person => person.Company is not null))
        {
            for (var left = person.IsEverywhere ? 3 : dice.Between(0, 1); left > 0; left--)
            {
                Add(session, person, ++id, today.AddHours(-dice.Between(20, 9_000)), dice);
            }
        }
    }

    private static void Add(SqliteSession session, Person person, int id, DateTimeOffset started, Dice dice)
    {
        var host = string.Create(CultureInfo.InvariantCulture, $"{person.Company!.Domain.Split('.')[0]}-pc{dice.Between(1, 80):D2}");
        session.Execute(
            "INSERT INTO session VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            id,
            person.Email,
            person.Company.Id,
            host,
            dice.Pick(Words.Technicians),
            DemoValue.Time(started.AddSeconds(-20)),
            DemoValue.Time(started),
            DemoValue.Time(started.AddMinutes(dice.Between(5, 50))));
        var number = 0;
        foreach (var (action, detail) in dice.Some(Actions, dice.Between(3, Actions.Length)))
        {
            session.Execute("INSERT INTO session_event VALUES (?1, ?2, ?3, ?4, ?5)", id, ++number, action, detail, DemoValue.Time(started.AddMinutes(number)));
        }

        if (!dice.Chance(0.4)) return;
        session.Execute(
            "INSERT INTO diagnostic (session_id, file_name, content) VALUES (?1, ?2, ?3)",
            id,
            $"{host}.log",
            DiagnosticLog.Of(dice, host, person.Name, started, 60));
    }
}
