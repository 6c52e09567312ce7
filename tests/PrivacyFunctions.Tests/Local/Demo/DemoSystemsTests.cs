using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class DemoSystemsTests : IDisposable
{
    private static readonly DateTimeOffset Today = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("demo-systems-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Eight_systems_hold_thousands_of_rows_but_no_more_than_a_test_may()
    {
        var seeded = await DemoSystems.SeedAsync(_folder, Today, CancellationToken.None);

        Assert.Equal(8, seeded.Count);
        Assert.All(seeded, system => Assert.True(system.Rows > 2_000, $"{system.System.Name} has {system.Rows} rows"));
        Assert.InRange(seeded.Sum(system => system.Rows), 40_000, 100_000);
    }

    [Fact]
    public async Task The_same_day_gives_the_same_files()
    {
        var again = Directory.CreateDirectory(Path.Combine(_folder, "again")).FullName;
        await DemoSystems.SeedAsync(_folder, Today, CancellationToken.None);
        await DemoSystems.SeedAsync(again, Today, CancellationToken.None);

        foreach (var system in DemoSystems.All)
        {
            Assert.Equal(Digest(DemoSystems.FileOf(_folder, system.Name)), Digest(DemoSystems.FileOf(again, system.Name)));
        }
    }

    [Fact]
    public async Task Every_address_and_domain_is_one_that_nobody_can_own()
    {
        await DemoSystems.SeedAsync(_folder, Today, CancellationToken.None);

        Assert.Empty(Read("portal", "SELECT email FROM person WHERE email NOT LIKE '%.example'"));
        Assert.Empty(Read("portal", "SELECT domain FROM company WHERE domain NOT LIKE '%.example'"));
        Assert.Empty(Read("newsletter", "SELECT email FROM subscriber WHERE email NOT LIKE '%.example'"));
        Assert.Empty(Read("website", "SELECT ip_address FROM page_view WHERE ip_address NOT GLOB '192.0.2.*' AND ip_address NOT GLOB '198.51.100.*' AND ip_address NOT GLOB '203.0.113.*'"));
    }

    [Fact]
    public async Task Anna_has_colleagues_and_something_in_every_system()
    {
        await DemoSystems.SeedAsync(_folder, Today, CancellationToken.None);
        var anna = Assert.Single(Read("portal", "SELECT id FROM person WHERE email = 'anna.keller@harbor-logistics.example'"));

        Assert.True(Read("portal", "SELECT id FROM person WHERE company_id = 1").Count > 5);
        Assert.Equal(9, Read("ticketing", "SELECT id FROM ticket WHERE requester_id = $key", anna).Count);
        Assert.NotEmpty(Read("ticketing", "SELECT u.id FROM upload u JOIN ticket t ON t.id = u.ticket_id WHERE t.requester_id = $key", anna));
        Assert.NotEmpty(Read("billing", "SELECT i.id FROM invoice i JOIN account a ON a.id = i.account_id WHERE a.person_id = $key", anna));
        Assert.NotEmpty(Read("monitoring", "SELECT id FROM device WHERE assigned_to = $key", anna));
        Assert.NotEmpty(Read("assistant", "SELECT id FROM conversation WHERE person_id = $key", anna));
        Assert.NotEmpty(Read("remote_support", "SELECT id FROM session WHERE user_email = 'anna.keller@harbor-logistics.example'"));
        Assert.NotEmpty(Read("newsletter", "SELECT id FROM webinar WHERE attendees LIKE '%anna.keller@harbor-logistics.example%'"));
        var cookies = Read("portal", "SELECT cookie_id FROM browser WHERE person_id = $key", anna);
        Assert.All(cookies, cookie => Assert.NotEmpty(Read("website", "SELECT id FROM page_view WHERE cookie_id = $key", cookie)));
    }

    [Fact]
    public async Task Uploads_are_files_of_the_kind_they_say()
    {
        await DemoSystems.SeedAsync(_folder, Today, CancellationToken.None);

        var heads = Read("ticketing", "SELECT DISTINCT media_type || ' ' || hex(substr(content, 1, 4)) FROM upload ORDER BY 1");

        Assert.Equal(["application/pdf 25504446", "image/png 89504E47", "text/plain 2320686F"], heads);
    }

    private List<string> Read(string system, string sql, string? key = null)
    {
        using var connection = new SqliteConnection($"Data Source={DemoSystems.FileOf(_folder, system)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (key is not null) command.Parameters.AddWithValue("$key", key);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }

    private static string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
