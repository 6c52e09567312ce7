using PrivacyFunctions.EndToEnd.Commands;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.EndToEnd.Access;

/// <summary>
/// A server over two PostgreSQL databases and two SQLite files. Anna and Ben work for one company; every value of theirs alone carries the mark of
/// its owner. Both have asked and been answered: Anna claimed her own phone number and an IP address, Ben claimed Anna's phone number.
/// </summary>
public sealed class SmallOrganisation : IAsyncLifetime
{
    public const string AnnasAddress = "anna@harbour.example";
    public const string AnnasMark = "ANNAS-OWN";
    public const string BensAddress = "ben@harbour.example";
    public const string BensMark = "BENS-OWN";
    public const string AnnasPhone = "+49 30 1111";
    private readonly TemporaryFolder _folder = new();

    internal PrivacyProcess Server { get; private set; } = null!;

    internal Requester Anna { get; private set; } = null!;

    internal BundleFile AnnasBundle { get; private set; } = null!;

    internal Requester Ben { get; private set; } = null!;

    internal BundleFile BensBundle { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var postgres = await PostgresServer.SharedAsync();
        var crm = await postgres.CreateDatabaseAsync();
        var orders = await postgres.CreateDatabaseAsync();
        await SqlScripts.PostgresAsync(crm, Read("crm.sql"));
        await SqlScripts.PostgresAsync(orders, Read("orders.sql"));
        SqlScripts.Sqlite(_folder.File("support.db"), Read("support.sql"));
        SqlScripts.Sqlite(_folder.File("hosting.db"), Read("hosting.sql"));
        Server = await PrivacyProcess.StartAsync(
            new Dictionary<string, string> { ["map.yml"] = Read("map.yml") },
            new Dictionary<string, string> { ["CRM_DB"] = crm, ["ORDERS_DB"] = orders, ["FILES"] = _folder.Path });
        Anna = await Requester.AskAsync(
            Server, AnnasAddress, new Dictionary<string, string> { ["phone_number"] = AnnasPhone, ["ip_address"] = "192.0.2.7" });
        AnnasBundle = await Anna.DownloadAsync();
        Ben = await Requester.AskAsync(Server, BensAddress, new Dictionary<string, string> { ["phone_number"] = AnnasPhone });
        BensBundle = await Ben.DownloadAsync();
    }

    public async Task DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        _folder.Dispose();
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Access", "Organisation", file));
}

[CollectionDefinition(Name)]
public sealed class SmallOrganisationTests : ICollectionFixture<SmallOrganisation>
{
    public const string Name = "A small organisation";
}
