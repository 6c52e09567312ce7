using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>Billing: accounts of private customers and of the people who receive their company's invoices.</summary>
internal sealed class Billing : DemoSystem
{
    private const double ContactShare = 0.25;

    private static readonly ImmutableArray<(string Description, decimal Price)> Services =
    [
        ("Managed workplace, per month", 39.90m), ("Remote support, quarter of an hour", 24.50m), ("Cloud backup, 100 GB", 7.25m),
        ("Mail security, per mailbox", 3.80m), ("Endpoint protection, per device", 4.95m), ("On-site visit", 120.00m), ("Data recovery", 189.99m),
    ];

    public override string Name => "billing";

    public override string Title => "Billing";

    public override void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today)
    {
        var (account, invoice) = (0, 0);
        foreach (var person in cast.People)
        {
            if (!person.IsEverywhere && person.Company is not null && !dice.Chance(ContactShare)) continue;
            Add(session, person, ++account, dice);
            for (var month = dice.Between(3, 9); month > 0; month--) Add(session, account, ++invoice, today.AddMonths(-month), dice);
        }
    }

    private static void Add(SqliteSession session, Person person, int id, Dice dice)
    {
        var address = person.Company?.Address ?? person.Address;
        session.Execute(
            "INSERT INTO account VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            id,
            person.Id,
            person.Company is { } company ? company.Id : SqliteValue.Null,
            person.Name,
            person.Email,
            new JsonObject { ["street"] = address.Street, ["postalCode"] = address.PostalCode, ["city"] = address.City, ["country"] = address.Country }.ToJsonString(),
            DemoValue.Day(person.Since));
        session.Execute(
            "INSERT INTO payment_method (account_id, kind, last_digits, valid_until) VALUES (?1, ?2, ?3, ?4)",
            id,
            dice.Chance(0.5) ? "card" : "direct debit",
            dice.Digits(4),
            DemoValue.Day(person.Since.AddYears(4)));
    }

    private static void Add(SqliteSession session, int account, int id, DateTimeOffset issued, Dice dice)
    {
        var lines = dice.Some(Services, dice.Between(1, 2)).Select(service => (service.Description, service.Price, Quantity: dice.Between(1, 6))).ToList();
        var net = lines.Sum(line => line.Price * line.Quantity);
        session.Execute(
            "INSERT INTO invoice VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            id,
            account,
            string.Create(CultureInfo.InvariantCulture, $"R{issued.Year}-{id:D6}"),
            DemoValue.Day(issued),
            "EUR",
            (double)net,
            (double)decimal.Round(net * 0.19m, 2),
            dice.Chance(0.95) ? DemoValue.Day(issued.AddDays(dice.Between(1, 20))) : null);
        foreach (var (position, line) in lines.Index())
        {
            session.Execute(
                "INSERT INTO invoice_line VALUES (?1, ?2, ?3, ?4, ?5)", id, position + 1, line.Description, line.Quantity, (double)line.Price);
        }
    }
}
