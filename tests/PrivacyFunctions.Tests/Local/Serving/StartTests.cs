using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Tests.Local.Functions;
using PrivacyFunctions.Tests.Local.Serving.Steps;
using static SQLitePCL.raw;

namespace PrivacyFunctions.Tests.Local.Serving;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public StartTests()
    {
        Directory.CreateDirectory(Map);
        File.WriteAllText(Path.Combine(Map, "map.yml"), "dataset: []\n");
    }

    private string Map => _folder.File("map");

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task It_says_where_it_listens_and_answers_there()
    {
        await using var server = await LocalServer.StartAsync(Options(), CancellationToken.None);

        Assert.EndsWith($"Listening on http://127.0.0.1:{server.Address.Port}{Environment.NewLine}", _output.ToString(), StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = server.Address };
        using var health = await client.GetAsync("api/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Without_a_staff_token_one_is_drawn_for_the_run_and_printed_once()
    {
        await using (await LocalServer.StartAsync(Options(), CancellationToken.None))
        {
        }

        await using (await LocalServer.StartAsync(Options(), CancellationToken.None))
        {
        }

        var tokens = _output.ToString().Split(Environment.NewLine).Where(l => l.StartsWith("Staff token", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, tokens.Distinct().Count());
        Assert.All(tokens, t => Assert.True(t.Split(' ')[^1].Length >= 43));
    }

    [Fact]
    public async Task A_staff_token_that_is_set_is_not_printed()
    {
        await using (await LocalServer.StartAsync(Options(("Privacy__StaffToken", "a-token-of-the-operator")), CancellationToken.None))
        {
        }

        Assert.DoesNotContain("oken", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, SQLITE_FULL, "There is no room left.")]
    [InlineData(5, SQLITE_FULL, "There is no room left.")]
    [InlineData(1, SQLITE_IOERR, "SQLite error 10")]
    public async Task A_disk_that_is_full_or_broken_refuses_the_start_in_plain_words_and_the_next_start_succeeds(int step, int code, string words)
    {
        Assert.Equal(1, await LocalServer.RunAsync(Options() with { Faults = new RefusingDatabase(step, code) }, CancellationToken.None));

        Assert.Contains(words, _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Make sure that its disk works and has room.", _error.ToString(), StringComparison.Ordinal);
        await using var server = await LocalServer.StartAsync(Options(), CancellationToken.None);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using (var first = await LocalServer.StartAsync(Options(), CancellationToken.None))
        {
            Assert.Equal(1, await LocalServer.RunAsync(Options(), CancellationToken.None));
            Assert.Contains("Another process is serving from", _error.ToString(), StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = first.Address };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/health")).StatusCode);
        }

        await using var next = await LocalServer.StartAsync(Options(), CancellationToken.None);
    }

    [Fact]
    public Task Without_a_data_map_it_says_how_to_name_one() => AssertRefusedAsync(Options() with { Map = null }, "--map", "Privacy__Map");

    [Fact]
    public async Task A_data_map_that_cannot_be_read_is_refused_with_file_and_line()
    {
        await File.WriteAllTextAsync(Path.Combine(Map, "broken.yml"), "dataset:\n  - fides_key: [\n");
        await AssertRefusedAsync(Options(), "broken.yml:");
    }

    [Fact]
    public async Task A_data_map_with_problems_is_served_and_says_how_many_there_are()
    {
        await File.WriteAllTextAsync(Path.Combine(Map, "mistaken.yml"), """
            dataset:
              - fides_key: shop
                collections:
                  - name: customer
                    fields:
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
            deletion:
              - { collection: shop.customer, retain: { ground: tax, reason: Kept. } }
            connections: []
            """);
        await using var server = await LocalServer.StartAsync(Options(), CancellationToken.None);

        Assert.Contains("(errors: 2, warnings: 0); 'privacy map check'", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public Task Every_wrong_setting_is_named_at_once() => AssertRefusedAsync(
        Options(("Privacy__Http__TrustedProxies", "some"), ("Privacy__StaffToken", "short"), ("Privacy__Durable__KeepInMemory", "a while")),
        "Privacy__Http__TrustedProxies",
        "Privacy__StaffToken",
        "Privacy__Durable__KeepInMemory");

    [Fact]
    public Task A_time_zone_that_does_not_exist_is_named() => AssertRefusedAsync(Options(("WEBSITE_TIME_ZONE", "Middle/Earth")), "WEBSITE_TIME_ZONE", "Middle/Earth");

    [Fact]
    public async Task An_address_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        await AssertRefusedAsync(Options() with { Urls = url }, url, "--urls");
        await using var elsewhere = await LocalServer.StartAsync(Options(), CancellationToken.None);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await File.WriteAllTextAsync(_folder.File("data/privacy.db"), "not a database, but somebody's notes, long enough for a header of a hundred bytes and then some more of it");

        await AssertRefusedAsync(Options(), "privacy.db", "cannot be opened");
        Assert.StartsWith("not a database", await File.ReadAllTextAsync(_folder.File("data/privacy.db")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys", "shares.db")]
    [InlineData("ledger", "ledger.db")]
    public async Task A_broken_database_of_keys_or_ledger_is_refused_with_the_remedy(string folder, string name)
    {
        Directory.CreateDirectory(_folder.File($"data/{folder}"));
        await File.WriteAllTextAsync(_folder.File($"data/{folder}/{name}"), string.Concat(Enumerable.Repeat("Somebody's notes. ", 20)));

        await AssertRefusedAsync(Options(), _folder.File($"data/{folder}"), "SQLite error 26", "from its backup");
    }

    [Fact]
    public async Task A_staff_token_of_blanks_is_none()
    {
        await using (await LocalServer.StartAsync(Options(("Privacy__StaffToken", "  ")), CancellationToken.None))
        {
        }

        Assert.Contains("Staff token for this run", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "", true)]
    [InlineData("http://0.0.0.0:0", "https://privacy.example", false)]
    [InlineData("http://127.0.0.1:0", "", false)]
    public async Task Links_in_mails_that_would_lead_nowhere_are_warned_of(string urls, string publicUrl, bool warned)
    {
        var log = new FunctionServer.LogLines();
        var product = ServedProduct.PrivacyFunctions with
        {
            AddAsync = async (builder, cancellation) =>
            {
                await ServedProduct.PrivacyFunctions.AddAsync(builder, cancellation);
                builder.Logging.AddProvider(log);
            },
        };

        await using (await LocalServer.StartAsync(Options(("Privacy__PublicUrl", publicUrl)) with { Urls = urls }, product, CancellationToken.None))
        {
        }

        Assert.Equal(warned, log.Lines.Any(line => line.Contains("set Privacy__PublicUrl", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_it_keeps_is_readable_by_its_user_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await using (await LocalServer.StartAsync(Options(), CancellationToken.None))
        {
        }

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.File("data")) & others);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.File("data/privacy.db")) & others);
    }

    private async Task AssertRefusedAsync(ServeOptions options, params string[] words)
    {
        Assert.Equal(1, await LocalServer.RunAsync(options, CancellationToken.None));
        Assert.All(words, w => Assert.Contains(w, _error.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
    }

    private ServeOptions Options(params (string Name, string Value)[] settings) => new()
    {
        Data = _folder.File("data"),
        Map = Map,
        Urls = "http://127.0.0.1:0",
        Settings = settings.ToDictionary(s => s.Name, s => (string?)s.Value),
        Output = _output,
        Error = _error,
        Log = false,
    };
}
