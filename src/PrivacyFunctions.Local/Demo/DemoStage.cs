using System.Security.Cryptography;
using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Systems;
using PrivacyFunctions.Local.Functions;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Demo;

/// <summary>Everything the demo stands on: the systems, their data map, and the real server on a free loopback port.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("privacy-demo-").FullName;
    private readonly string _staffToken = RandomNumberGenerator.GetHexString(48, lowercase: true);
    private readonly DemoOptions _options;
    private LocalServer? _server;
    private ApiClient? _api;

    private DemoStage(DemoOptions options)
    {
        _options = options;
        SystemsFolder = options.Keep is { } keep ? Path.GetFullPath(keep) : Path.Combine(_temporary, "systems");
    }

    public string SystemsFolder { get; }

    public IReadOnlyList<SeededSystem> Seeded { get; private set; } = [];

    public TimeSpan SeedTime { get; private set; }

    public ApiClient Api => _api ?? throw new InvalidOperationException("The server has not been started.");

    private string Data => Path.Combine(_temporary, "data");

    private string Map => Path.Combine(SystemsFolder, "map");

    /// <summary>Fills the systems and starts the server; removes what it began when that fails.</summary>
    public static async Task<DemoStage> SetAsync(DemoOptions options, CancellationToken cancellation)
    {
        var stage = new DemoStage(options);
        try
        {
            await stage.SeedAsync(cancellation);
            await stage.ServeAsync(cancellation);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public StaffClient Staff() => new(Api, _staffToken, _options.Clock);

    public Mailbox MailboxOf(string address) => new(new DataDirectory(Data).Outbox, address, _options.Clock);

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_temporary, recursive: true);
    }

    private async Task SeedAsync(CancellationToken cancellation)
    {
        var begin = _options.Clock.GetTimestamp();
        Directory.CreateDirectory(SystemsFolder);
        if (Directory.EnumerateFileSystemEntries(SystemsFolder).Any())
            throw new DemoFailure($"The folder {SystemsFolder} is not empty; give --keep one that is empty or does not exist.");
        Seeded = await DemoSystems.SeedAsync(SystemsFolder, _options.Clock.GetUtcNow(), cancellation);
        await DemoMap.WriteAsync(Map, cancellation);
        SeedTime = _options.Clock.GetElapsedTime(begin);
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        var options = new ServeOptions
        {
            Data = Data,
            Map = Map,
            Urls = "http://127.0.0.1:0",
            // Whatever this machine is set up for: the demo mails nobody, and touches no real server's keys, ledger or audit log.
            OwnSettingsOnly = true,
            Settings = new Dictionary<string, string?>
            {
                ["Privacy__Organisation"] = "OpenTech Support",
                ["Privacy__Contact"] = "privacy@opentech.example",
                ["Privacy__PolicyVersion"] = "2025-05-25",
                ["Privacy__TimeZone"] = "Europe/Berlin",
                ["Privacy__StaffToken"] = _staffToken,
                // Nobody sleeps on it, and what failed is not waited for long.
                ["Privacy__Deletion__CoolingOff"] = "00:00:00",
                ["Privacy__Retry__First"] = "00:00:01",
                [DemoMap.SystemsSetting] = SystemsFolder,
            },
            Output = TextWriter.Null,
            Log = false,
            Clock = _options.Clock,
        };
        try
        {
            _server = await LocalServer.StartAsync(options, cancellation);
        }
        catch (Exception refused) when (refused is StartRefusedException or FunctionBindingException or InvalidSettingsException)
        {
            throw new DemoFailure(refused.Message);
        }

        _api = new ApiClient(_server.Address);
    }
}
