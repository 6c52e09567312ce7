using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Benchmarks.Http;

/// <summary>The product as <c>privacy serve</c> runs it, without limits and with an empty system.</summary>
internal sealed class MeasuredServer(LocalServer server, string staffToken) : IAsyncDisposable
{
    private const string Map = """
        dataset:
          - fides_key: shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
        connection:
          - { dataset: shop, kind: sqlite, settings: { path: "${SHOP}" } }
        """;

    private const string Token = "token-of-staff-for-measuring";

    public Uri Address => server.Address;

    public IServiceProvider Services => server.Services;

    public string StaffToken => staffToken;

    /// <summary>Starts the product over a folder.</summary>
    /// <param name="directory">Where map and data are, or are to be.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="review">Whether access requests wait for staff.</param>
    public static async Task<MeasuredServer> StartAsync(string directory, CancellationToken cancellation, bool review = false)
    {
        await CreateMapAsync(directory, cancellation);
        var options = new ServeOptions
        {
            Data = DataIn(directory),
            Map = MapIn(directory),
            Urls = "http://127.0.0.1:0",
            Log = false,
            Output = TextWriter.Null,
            Settings = new Dictionary<string, string?>(Settings(directory)) { ["Privacy__Review__Access"] = review ? "always" : "never" },
        };
        return new MeasuredServer(await LocalServer.StartAsync(options, cancellation), Token);
    }

    /// <summary>The file of the connected system.</summary>
    public static string DatabaseIn(string directory) => Path.Combine(directory, "shop.db");

    public static string DataIn(string directory) => Path.Combine(directory, "data");

    public static string MapIn(string directory) => Path.Combine(directory, "map");

    /// <summary>Settings for measuring: no limits.</summary>
    public static IReadOnlyDictionary<string, string?> Settings(string directory) => new Dictionary<string, string?>
    {
        ["SHOP"] = DatabaseIn(directory),
        ["Privacy__StaffToken"] = Token,
        ["Privacy__Limits__FilingsPerHourPerIp"] = "0",
        ["Privacy__Limits__CodesPerHour"] = "0",
    };

    public static string Filing(long number) =>
        $$$"""{"right":"access","identities":{"email":"person{{{number}}}@example.org"},"residence":"DE"}""";

    /// <summary>Files one request; its id and token.</summary>
    public async Task<(string Id, string Token)> FileAsync(HttpClient client, CancellationToken cancellation)
    {
        using var content = new StringContent(Filing(0), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(Address, "/api/requests"), content, cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return (answer.GetProperty("requestId").GetString()!, answer.GetProperty("trackingToken").GetString()!);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task CreateMapAsync(string directory, CancellationToken cancellation)
    {
        if (Directory.Exists(MapIn(directory))) return;
        Directory.CreateDirectory(MapIn(directory));
        await File.WriteAllTextAsync(Path.Combine(MapIn(directory), "map.yml"), Map, cancellation);
        await using var shop = new SqliteConnection($"Data Source={DatabaseIn(directory)};Pooling=False");
        await shop.OpenAsync(cancellation);
        await using var create = shop.CreateCommand();
        create.CommandText = "CREATE TABLE IF NOT EXISTS customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE)";
        await create.ExecuteNonQueryAsync(cancellation);
    }
}
