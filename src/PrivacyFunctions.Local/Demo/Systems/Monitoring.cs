using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>Device monitoring: computers assigned to people, their alerts, readings and software.</summary>
internal sealed class Monitoring : DemoSystem
{
    private static readonly ImmutableArray<string> OperatingSystems = ["Windows 11 24H2", "macOS 15.5", "Ubuntu 24.04"];
    private static readonly ImmutableArray<string> Alerts = ["Disk space below 10 %", "Restart pending for 7 days", "Signature older than 3 days", "Battery worn out", "Unusual sign-in time"];
    private static readonly ImmutableArray<string> Severities = ["info", "warning", "critical"];

    private static readonly ImmutableArray<(string Name, string Version)> Packages =
    [
        ("Firefox", "139.0"), ("LibreOffice", "25.2"), ("7-Zip", "24.09"), ("VPN agent", "5.1.4"), ("Endpoint protection", "12.7"),
        ("PDF reader", "2025.1"), ("Remote agent", "3.8"), ("Password manager", "1.19"),
    ];

    public override string Name => "monitoring";

    public override string Title => "Device monitoring";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        var id = 0;
        foreach (var person in cast.People)
        {
            if (!person.IsEverywhere && !dice.Chance(0.65)) continue;
            for (var devices = person.IsEverywhere ? 2 : 1; devices > 0; devices--) Add(session, person, ++id, dice, today);
        }
    }

    private static void Add(SqliteSession session, Person person, int id, Dice dice, DateTimeOffset today)
    {
        var agent = new JsonObject
        {
            ["version"] = "3.8.2",
            ["policies"] = new JsonArray("disk-encryption", "screen-lock"),
            ["signed_in_user"] = person.Email.Split('@')[0],
        };
        session.Execute(
            "INSERT INTO device VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            id,
            person.Id,
            person.Company is { } company ? company.Id : SqliteValue.Null,
            string.Create(CultureInfo.InvariantCulture, $"{person.FamilyName[..2].ToUpperInvariant()}-{id:D4}"),
            $"SN{dice.Digits(5)}{id:D5}",
            dice.Pick(OperatingSystems),
            agent.ToJsonString(),
            DemoValue.Time(today.AddMinutes(-dice.Between(1, 3_000))));
        Measure(session, id, dice, today);
        foreach (var (name, version) in dice.Some(Packages, dice.Between(3, Packages.Length)))
        {
            session.Execute("INSERT INTO software VALUES (?1, ?2, ?3)", id, name, version);
        }
    }

    private static void Measure(SqliteSession session, int device, Dice dice, DateTimeOffset today)
    {
        for (var left = dice.Between(0, 3); left > 0; left--)
        {
            session.Execute(
                "INSERT INTO alert (device_id, severity, message, raised_at) VALUES (?1, ?2, ?3, ?4)",
                device,
                dice.Pick(Severities),
                dice.Pick(Alerts),
                DemoValue.Time(today.AddHours(-dice.Between(1, 2_000))));
        }

        for (var hour = 0; hour < 8; hour++)
        {
            session.Execute(
                "INSERT INTO reading VALUES (?1, ?2, ?3, ?4, ?5)",
                device,
                DemoValue.Time(today.AddHours(-3 * hour)),
                dice.Between(20, 950) / 10.0,
                dice.Between(200, 900) / 10.0,
                dice.Between(1_000, 40_000) / 100.0);
        }
    }
}
