using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Local.Audit;
using PrivacyFunctions.Tests.Local.Functions;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>
/// The local server with the whole product. Its first life ends at the k-th step that changes anything: from there on nothing that it does
/// takes effect. Its second life, over the same data, is healthy. One that only stumbles fails at the k-th step alone and lives on.
/// </summary>
internal sealed class MortalServer(string map, FailingPoints fate, bool dies = true, TimeProvider? clock = null) : IAsyncDisposable
{
    public const string StaffToken = "the-staff-token-of-this-test";

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly FailingPoints _fate = fate;
    private LocalServer? _server;

    public MortalServer(string map, int failAt, bool dies = true)
        : this(map, new FailingPoints(failAt, forGood: dies), dies)
    {
    }

    private HttpClient? _http;
    private bool _reborn;

    /// <summary>Steps passed in the life that fails.</summary>
    public int Steps => _fate.Passed;

    public bool HasFailed => _fate.HasFailed;

    private bool IsDead => dies && HasFailed && !_reborn;

    public DataDirectory Data => new(_folder.Path);

    /// <summary>What it logged.</summary>
    public FunctionServer.LogLines Log { get; } = new();

    /// <summary>Ends when what refuses calls for a while is over.</summary>
    public Task Healed => _fate.Healed;

    /// <summary>How often each mail left, by its id.</summary>
    public ConcurrentDictionary<string, int> Mails { get; } = new();

    public IServiceProvider Services => _server!.Services;

    /// <summary>Calls to the server as it lives now; starts it when it does not.</summary>
    public async Task<HttpClient> HttpAsync()
    {
        if (_server is not null && !IsDead) return _http!;
        await BuryAsync();
        try
        {
            await BeginAsync();
        }
        catch (Exception) when (HasFailed && !_reborn)
        {
            // Somebody starts it again.
            await BeginAsync();
        }

        return _http!;
    }

    public async ValueTask DisposeAsync()
    {
        await BuryAsync();
        _folder.Dispose();
    }

    private async Task BeginAsync()
    {
        _reborn = HasFailed;
        if (_reborn) await AssertAuditHoldsAsync();
        var fate = _reborn ? new FailingPoints(int.MaxValue, forGood: true) : _fate;
        _server = await LocalServer.StartAsync(Options(fate), Product(fate), CancellationToken.None);
        _http = new HttpClient { BaseAddress = _server.Address, Timeout = TimeSpan.FromSeconds(20) };
    }

    // As an auditor finds the dead server's folder.
    private async Task AssertAuditHoldsAsync()
    {
        if (!File.Exists(Path.Combine(Data.Audit, CheckpointFolder.KeyFile))) return;
        var verdict = await AuditedFolder.VerifyAsync(Data);
        Assert.True(verdict.IsValid, string.Join(" ", verdict.Flaws.Select(flaw => flaw.Message)));
    }

    private async Task BuryAsync()
    {
        _http?.Dispose();
        if (_server is not { } server) return;
        _server = null;
        try
        {
            await server.DisposeAsync();
        }
        catch (Exception) when (HasFailed)
        {
            // The dead cannot give back what they hold.
        }
    }

    private ServedProduct Product(FailingPoints faults) => ServedProduct.PrivacyFunctions with
    {
        AddAsync = async (builder, cancellation) =>
        {
            await ServedProduct.PrivacyFunctions.AddAsync(builder, cancellation);
            builder.Logging.AddProvider(Log);
            if (faults.IsOfDatabaseAlone) return;
            if (faults is FullDisk disk)
            {
                builder.Services.AddSingleton<IStorageSpace>(disk);
                Replace<IBlobStore>(builder.Services, blobs => new CrampedBlobs(blobs, disk));
            }

            Replace<IBlobStore>(builder.Services, blobs => new MortalBlobs(blobs, faults));
            Replace<IMailSender>(builder.Services, mail => new MortalMail(mail, faults, Mails));
            Replace<IErasureLedger>(builder.Services, ledger => new MortalLedger(ledger, faults));
            foreach (var connector in builder.Services.Where(service => service.ServiceType == typeof(IConnector)).ToList())
            {
                builder.Services.Remove(connector);
                builder.Services.AddSingleton<IConnector>(provider => new MortalConnector((IConnector)Made(connector, provider), faults));
            }
        },
    };

    private static void Replace<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var real = services.Last(service => service.ServiceType == typeof(T));
        services.AddSingleton(provider => decorate((T)Made(real, provider)));
    }

    private static object Made(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);

    private ServeOptions Options(IStorageFaults faults) => new()
    {
        Data = _folder.Path,
        Map = map,
        Urls = "http://127.0.0.1:0",
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        Log = false,
        Clock = clock ?? TimeProvider.System,
        DrainLimit = TimeSpan.FromMilliseconds(1),
        Faults = faults,
        Settings = new Dictionary<string, string?>
        {
            ["Privacy__StaffToken"] = StaffToken,
            ["Privacy__Deletion__CoolingOff"] = "00:00:00",
            ["Privacy__Retry__Attempts"] = "3",
            ["Privacy__Retry__First"] = "00:00:00.1",
            ["Privacy__Retry__Longest"] = "00:00:00.5",
        },
    };
}
