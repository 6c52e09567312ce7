using System.Text.Json;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Tests.Local.Commands;

/// <summary>A person is erased by a real request, the system's backup is put back, and <c>restore</c> erases her again.</summary>
public sealed class RestoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    private string Shop => _folder.File("shop.db");

    [Fact]
    public async Task Who_was_erased_and_came_back_with_a_backup_is_found_and_erased_again()
    {
        await SeedAsync();
        File.Copy(Shop, _folder.File("backup.db"));
        await EraseAnnAsync();
        Assert.Equal(["2 bob@example.org"], Customers());
        var nothing = await CommandLine.RunAsync("restore", "--data", Data);
        Assert.Equal((0, ""), (nothing.ExitCode, nothing.Error));
        Assert.Contains("Nothing came back.", nothing.Output, StringComparison.Ordinal);

        File.Copy(_folder.File("backup.db"), Shop, overwrite: true);
        var dry = await CommandLine.RunAsync("restore", "--data", Data);
        Assert.Equal(0, dry.ExitCode);
        Assert.Contains("shop.customer: 1 row of 2 came back, to delete", dry.Output, StringComparison.Ordinal);
        Assert.Contains("shop.orders: 2 rows of 3 came back, to delete", dry.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", dry.Output, StringComparison.Ordinal);
        Assert.Equal(["1 ann@example.org", "2 bob@example.org"], Customers());

        var applied = await CommandLine.RunAsync("restore", "--data", Data, "--map", _folder.File("map"), "--apply", "--json");
        Assert.Equal(0, applied.ExitCode);
        using var report = JsonDocument.Parse(applied.Output);
        Assert.True(report.RootElement.GetProperty("isDone").GetBoolean());
        Assert.All(report.RootElement.GetProperty("collections").EnumerateArray(), collection => Assert.Equal("erased", collection.GetProperty("state").GetString()));
        Assert.Equal(["2 bob@example.org"], Customers());
        Assert.Contains("Nothing came back.", (await CommandLine.RunAsync("restore", "--data", Data)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync("audit", "verify", "--data", Data)).ExitCode);
    }

    [Fact]
    public async Task A_system_that_does_not_answer_is_named_and_the_answer_is_no()
    {
        await SeedAsync();
        await EraseAnnAsync();
        File.Delete(Shop);

        var run = await CommandLine.RunAsync("restore", "--data", Data);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("shop.customer: failed", run.Output, StringComparison.Ordinal);
        Assert.Contains("not everything could", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_data_or_ledger_is_refused_with_the_remedy()
    {
        var nothing = await CommandLine.RunAsync("restore", "--data", _folder.File("nowhere"));
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("privacy serve --data", nothing.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("nowhere")));

        await SeedAsync();
        await (await StartAsync()).DisposeAsync();
        Directory.Delete(Path.Combine(Data, "ledger"), recursive: true);
        var run = await CommandLine.RunAsync("restore", "--data", Data);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no erasure ledger", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<LocalServer> StartAsync() => LocalServer.StartAsync(
        new ServeOptions
        {
            Data = Data,
            Map = _folder.File("map"),
            Urls = "http://127.0.0.1:0",
            Log = false,
            Output = TextWriter.Null,
            Settings = new Dictionary<string, string?> { ["Privacy__Review__Deletion"] = "never", ["Privacy__Deletion__CoolingOff"] = "00:00:00" },
        },
        CancellationToken.None);

    private async Task EraseAnnAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var server = await StartAsync();
        using var api = new ApiClient(server.Address);
        var ann = new PersonClient(api);
        var filed = await ann.FileAsync(new Filing("deletion", new Dictionary<string, string> { ["email"] = "ann@example.org" }, "Ann", "DE", "Please."), patience.Token);
        var mail = new Mailbox(new DataDirectory(Data).Outbox, "ann@example.org", TimeProvider.System);
        await ann.VerifyAsync(filed, await mail.NextCodeAsync(patience.Token), patience.Token);
        while ((await ann.LookAsync(filed, patience.Token)).Status != "completed") patience.Token.ThrowIfCancellationRequested();
    }

    private async Task SeedAsync()
    {
        Execute("""
            CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id), note TEXT);
            INSERT INTO customer VALUES (1, 'ann@example.org'), (2, 'bob@example.org');
            INSERT INTO orders VALUES (10, 1, 'for Ann'), (11, 1, 'again'), (20, 2, 'for Bob');
            """);
        Directory.CreateDirectory(_folder.File("map"));
        await File.WriteAllTextAsync(_folder.File("map/shop.yml"), $$"""
            dataset:
              - fides_key: shop
                name: Shop
                collections:
                  - name: customer
                    fields:
                      - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - name: orders
                    fields:
                      - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                      - name: customer_id
                        data_categories: [system.operations]
                        fides_meta: { references: [{ dataset: shop, field: customer.id, direction: from }] }
                      - { name: note, data_categories: [user.content] }
            connection:
              - { dataset: shop, kind: sqlite, settings: { path: "{{Shop}}" } }
            deletion:
              - { collection: "shop.*", delete: true }
            """);
    }

    private List<string> Customers()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id || ' ' || email FROM customer ORDER BY id";
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Shop};Pooling=False");
        connection.Open();
        return connection;
    }
}
