using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Tests.Local.Functions;

/// <summary>The local server with the test's own functions in place of the product.</summary>
internal sealed class FunctionServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("privacy-functions-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection> _services;
    private readonly Type[] _functions;
    private LocalServer? _server;

    private FunctionServer(Dictionary<string, string?> settings, Action<IServiceCollection> services, Type[] functions)
    {
        _settings = settings;
        _services = services;
        _functions = functions;
    }

    public LocalServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public HttpClient Client { get; private set; } = new();

    public LogLines Log { get; } = new();

    public StringWriter Output { get; } = new();

    public MessageBroker Broker => Server.Services.GetRequiredService<MessageBroker>();

    public string Folder => _folder;

    public static Task<FunctionServer> StartAsync(params Type[] functions) => StartAsync(new Dictionary<string, string?>(), _ => { }, functions);

    public static async Task<FunctionServer> StartAsync(
        Dictionary<string, string?> settings, Action<IServiceCollection> services, params Type[] functions)
    {
        var host = new FunctionServer(settings, services, functions);
        try
        {
            await host.BeginAsync(TimeSpan.FromSeconds(25));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Drains the server and starts the next one on the same folder.</summary>
    public async Task RestartAsync(TimeSpan? drainLimit = null)
    {
        await Server.DisposeAsync();
        Client.Dispose();
        await BeginAsync(drainLimit ?? TimeSpan.FromSeconds(25));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Client.Dispose();
        await Output.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync(TimeSpan drainLimit)
    {
        var options = new ServeOptions
        {
            Data = _folder,
            Urls = "http://127.0.0.1:0",
            Settings = _settings,
            Output = Output,
            Log = false,
            DrainLimit = drainLimit,
        };
        var product = new ServedProduct
        {
            Functions = _functions,
            Json = JsonSerializerOptions.Web,
            AddAsync = (WebApplicationBuilder builder, CancellationToken _) =>
            {
                builder.Logging.AddProvider(Log);
                _services(builder.Services);
                return Task.CompletedTask;
            },
        };
        _server = await LocalServer.StartAsync(options, product, CancellationToken.None);
        Client = new HttpClient { BaseAddress = _server.Address };
    }

    /// <summary>Keeps every line that would have been printed, exceptions' texts included.</summary>
    internal sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
