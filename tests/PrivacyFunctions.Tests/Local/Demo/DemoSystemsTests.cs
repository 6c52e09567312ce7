using System.Security.Cryptography;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class DemoSystemsTests(SeededFolder demo) : IClassFixture<SeededFolder>
{
    [Fact]
    public void Eight_systems_hold_thousands_of_rows_but_no_more_than_a_test_may()
    {
        Assert.Equal(8, demo.Seeded.Count);
        Assert.All(demo.Seeded, system => Assert.True(system.Rows > 2_000, $"{system.System.Name} has {system.Rows} rows"));
        Assert.InRange(demo.Seeded.Sum(system => system.Rows), 40_000, 100_000);
    }

    [Fact]
    public async Task The_same_day_gives_the_same_files()
    {
        var again = Directory.CreateDirectory(Path.Combine(demo.Folder, "again")).FullName;
        await DemoSystems.SeedAsync(again, SeededFolder.Today, CancellationToken.None);

        foreach (var system in DemoSystems.All)
        {
            Assert.Equal(Digest(DemoSystems.FileOf(demo.Folder, system.Name)), Digest(DemoSystems.FileOf(again, system.Name)));
        }
    }

    [Fact]
    public void Every_address_is_one_that_nobody_can_own()
    {
        Assert.Empty(demo.Read("portal", "SELECT email FROM person WHERE email NOT LIKE '%.example'"));
        Assert.Empty(demo.Read("portal", "SELECT domain FROM company WHERE domain NOT LIKE '%.example'"));
        Assert.Empty(demo.Read("newsletter", "SELECT email FROM subscriber WHERE email NOT LIKE '%.example'"));
        Assert.Empty(demo.Read(
            "website",
            "SELECT ip_address FROM page_view WHERE ip_address NOT GLOB '192.0.2.*' AND ip_address NOT GLOB '198.51.100.*' AND ip_address NOT GLOB '203.0.113.*'"));
    }

    [Fact]
    public void Anna_has_colleagues_and_something_in_every_system()
    {
        var anna = Assert.Single(demo.Read("portal", "SELECT id FROM person WHERE email = 'anna.keller@harbor-logistics.example'"));

        Assert.True(demo.Read("portal", "SELECT id FROM person WHERE company_id = 1").Count > 5);
        Assert.Equal(9, demo.Read("ticketing", "SELECT id FROM ticket WHERE requester_id = $key", anna).Count);
        Assert.NotEmpty(demo.Read("ticketing", "SELECT u.id FROM upload u JOIN ticket t ON t.id = u.ticket_id WHERE t.requester_id = $key", anna));
        Assert.NotEmpty(demo.Read("billing", "SELECT i.id FROM invoice i JOIN account a ON a.id = i.account_id WHERE a.person_id = $key", anna));
        Assert.NotEmpty(demo.Read("monitoring", "SELECT id FROM device WHERE assigned_to = $key", anna));
        Assert.NotEmpty(demo.Read("assistant", "SELECT id FROM conversation WHERE person_id = $key", anna));
        Assert.NotEmpty(demo.Read("remote_support", "SELECT id FROM session WHERE user_email = 'anna.keller@harbor-logistics.example'"));
        Assert.NotEmpty(demo.Read("newsletter", "SELECT id FROM webinar WHERE attendees LIKE '%anna.keller@harbor-logistics.example%'"));
        var cookies = demo.Read("portal", "SELECT cookie_id FROM browser WHERE person_id = $key", anna);
        Assert.All(cookies, cookie => Assert.NotEmpty(demo.Read("website", "SELECT id FROM page_view WHERE cookie_id = $key", cookie)));
    }

    [Fact]
    public void Uploads_are_files_of_the_kind_they_say()
    {
        var heads = demo.Read("ticketing", "SELECT DISTINCT media_type || ' ' || hex(substr(content, 1, 4)) FROM upload ORDER BY 1");

        Assert.Equal(["application/pdf 25504446", "image/png 89504E47", "text/plain 2320686F"], heads);
    }

    private static string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
