using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Benchmarks.Http;

/// <summary>The product as <c>privacy serve</c> runs it, without limits and with an empty system.</summary>
internal sealed class MeasuredServer(LocalServer server, string staffToken) : IAsyncDisposable
{
    private static string Map(string database) => $$"""
        dataset:
          - fides_key: shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
        connection:
          - { dataset: shop, kind: sqlite, settings: { path: {{database}} } }
        """;

    public Uri Address => server.Address;

    public IServiceProvider Services => server.Services;

    public string StaffToken => staffToken;

    public static async Task<MeasuredServer> StartAsync(string directory, CancellationToken cancellation)
    {
        var map = Directory.CreateDirectory(Path.Combine(directory, "map")).FullName;
        await File.WriteAllTextAsync(Path.Combine(map, "map.yml"), Map(DatabaseIn(directory)), cancellation);
        const string Token = "token-of-staff-for-measuring";
        var options = new ServeOptions
        {
            Data = Path.Combine(directory, "data"),
            Map = map,
            Urls = "http://127.0.0.1:0",
            Log = false,
            Output = TextWriter.Null,
            Settings = new Dictionary<string, string?>
            {
                ["Privacy__StaffToken"] = Token,
                ["Privacy__Limits__FilingsPerHourPerIp"] = "0",
                ["Privacy__Limits__CodesPerHour"] = "0",
            },
        };
        return new MeasuredServer(await LocalServer.StartAsync(options, cancellation), Token);
    }

    /// <summary>The file of the connected system.</summary>
    public static string DatabaseIn(string directory) => Path.Combine(directory, "shop.db");

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
}
