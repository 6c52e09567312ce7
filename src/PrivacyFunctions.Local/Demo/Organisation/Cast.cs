using System.Globalization;
using System.Text;

namespace PrivacyFunctions.Local.Demo.Organisation;

/// <summary>Everybody in the demo: companies with colleagues, private customers, and the two who ask.</summary>
internal sealed class Cast
{
    private const int Seed = 20_250_525;
    private const int CompanyCount = 70;
    private const int PeopleCount = 1_200;
    private const double PrivateShare = 0.2;

    private readonly Dice _dice = new(Seed);
    private readonly HashSet<string> _emails = [];
    private readonly DateTimeOffset _today;

    private Cast(DateTimeOffset today)
    {
        _today = today;
        Companies = [HarborLogistics(), .. Enumerable.Range(2, CompanyCount - 1).Select(MakeCompany)];
        Anna = MakeAnna();
        Markus = MakeMarkus();
        People = [Anna, Markus, .. Enumerable.Range(3, PeopleCount - 2).Select(MakePerson)];
    }

    public IReadOnlyList<Company> Companies { get; }

    public IReadOnlyList<Person> People { get; }

    /// <summary>She works at Harbor Logistics and asks what is stored about her.</summary>
    public Person Anna { get; }

    /// <summary>He worked beside her, has left, and asks that everything about him be erased.</summary>
    public Person Markus { get; }

    /// <summary>The same cast for every run; only their dates move with today's.</summary>
    public static Cast Gather(DateTimeOffset today) => new(today);

    private Company HarborLogistics() => MakeCompany(1) with
    {
        Name = "Harbor Logistics",
        Domain = "harbor-logistics.example",
        Address = new Address("Hafenstraße 12", "20457", "Hamburg", "DE"),
    };

    private Company MakeCompany(int id)
    {
        var name = $"{_dice.Pick(Words.CompanyNames)} {_dice.Pick(Words.Trades)}";
        return new Company
        {
            Id = id,
            Name = name,
            Domain = string.Create(CultureInfo.InvariantCulture, $"{name.ToLowerInvariant().Replace(' ', '-')}-{id}.example"),
            Address = MakeAddress(),
            Phone = MakePhone(),
            VatNumber = $"XX{_dice.Digits(9)}",
        };
    }

    private Person MakeAnna() => MakePerson(1) with
    {
        GivenName = "Anna",
        FamilyName = "Keller",
        Email = "anna.keller@harbor-logistics.example",
        JobTitle = "Logistics Planner",
        Company = Companies[0],
        Address = new Address("Kastanienweg 7", "20457", "Hamburg", "DE"),
        Cookies = [_dice.Token(26), _dice.Token(26)],
        Since = _today.AddDays(-1_460),
        IsEverywhere = true,
    };

    private Person MakeMarkus() => MakePerson(2) with
    {
        GivenName = "Markus",
        FamilyName = "Lindner",
        Email = "markus.lindner@harbor-logistics.example",
        JobTitle = "Warehouse Lead",
        Company = Companies[0],
        Cookies = [_dice.Token(26)],
        Since = _today.AddDays(-900),
        IsEverywhere = true,
    };

    private Person MakePerson(int number)
    {
        var (given, family) = (_dice.Pick(Words.GivenNames), _dice.Pick(Words.FamilyNames));
        var company = _dice.Chance(PrivateShare) ? null : number <= 14 ? Companies[0] : _dice.Pick(Companies);
        return new Person
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"per_{_dice.Token(8)}{number:x4}"),
            GivenName = given,
            FamilyName = family,
            Email = MakeEmail(given, family, company?.Domain ?? "mail.example"),
            Phone = MakePhone(),
            Address = MakeAddress(),
            JobTitle = company is null ? "" : _dice.Pick(Words.JobTitles),
            Company = company,
            Cookies = [.. Enumerable.Range(0, _dice.Between(0, 2)).Select(_ => _dice.Token(26))],
            Since = _today.AddDays(-_dice.Between(60, 1_800)),
        };
    }

    private string MakeEmail(string given, string family, string domain)
    {
        var local = $"{Plain(given)}.{Plain(family)}";
        for (var namesake = 1; ; namesake++)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"{local}{(namesake == 1 ? "" : namesake)}@{domain}");
            if (_emails.Add(email)) return email;
        }
    }

    private static string Plain(string name) =>
        string.Concat(name.ToLowerInvariant().Replace("ø", "o", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter));

    private Address MakeAddress()
    {
        var (postalCode, city, country) = _dice.Pick(Words.Cities);
        return new Address(string.Create(CultureInfo.InvariantCulture, $"{_dice.Pick(Words.Streets)} {_dice.Between(1, 120)}"), postalCode, city, country);
    }

    // Country codes that are not assigned, so that nobody is ever rung up.
    private string MakePhone() => $"+999{_dice.Digits(9)}";
}
