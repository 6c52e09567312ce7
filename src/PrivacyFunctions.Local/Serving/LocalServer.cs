using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Functions;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The whole product in one process: HTTP, durable engine, queues and timers over one data folder.</summary>
public sealed partial class LocalServer : IAsyncDisposable
{
    private readonly ServeOptions _options;
    private readonly LocalResources _resources;
    private readonly WebApplication _app;
    private readonly ILogger<LocalServer> _logger;
    private bool _stopped;

    private LocalServer(ServeOptions options, LocalResources resources, WebApplication app)
    {
        (_options, _resources, _app) = (options, resources, app);
        _logger = app.Services.GetRequiredService<ILogger<LocalServer>>();
        if (options.Clock is SteadyTime clock) clock.WasSetBack = by => LogClockSetBack((long)by.TotalSeconds);
    }

    /// <summary>The first address that it listens on.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The container, for those who run the server inside their own process.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Recovers what a crash left, starts everything, and returns once requests are accepted.</summary>
    /// <exception cref="StartRefusedException">The server cannot start as it was told to.</exception>
    /// <exception cref="FunctionBindingException">A function cannot be bound.</exception>
    public static Task<LocalServer> StartAsync(ServeOptions options, CancellationToken cancellation) =>
        StartAsync(options, ServedProduct.PrivacyFunctions, cancellation);

    /// <summary>Serves until the token is cancelled, then drains.</summary>
    /// <returns>The exit code of the process: 0 after a drain, 1 when it could not start.</returns>
    public static async Task<int> RunAsync(ServeOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        LocalServer server;
        try
        {
            server = await StartAsync(options, cancellation);
        }
        catch (Exception exception) when (exception is StartRefusedException or FunctionBindingException)
        {
            await options.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }

        await using (server)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellation.Register(asked.SetResult);
            await asked.Task;
            await server.StopAsync(CancellationToken.None);
        }

        return 0;
    }

    /// <summary>Stops accepting, lets what is in flight finish within the drain limit, gives the rest back, and writes everything down.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_stopped) return;
        _stopped = true;
        LogDraining();
        var begun = _options.Clock.GetTimestamp();
        try
        {
            await _app.StopAsync(cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException or AggregateException)
        {
            LogLimitReached(exception.GetType().Name);
        }

        LogDrained((long)_options.Clock.GetElapsedTime(begun).TotalMilliseconds);
    }

    /// <summary>Stops, if that has not happened, and releases the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync(CancellationToken.None);
        }
        finally
        {
            // Whatever else fails on the way down: the next server must get the folder.
            using (_resources)
            {
                await _app.DisposeAsync();
            }
        }
    }

    internal static async Task<LocalServer> StartAsync(ServeOptions options, ServedProduct product, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Clock = new SteadyTime(options.Clock) };
        _ = Task.Run(product.Prepare, cancellation);
        var resources = await LocalResources.OpenAsync(options, cancellation);
        LocalServer server;
        try
        {
            server = new LocalServer(options, resources, await LocalComposition.BuildAsync(options, resources, product, cancellation));
        }
        catch
        {
            resources.Dispose();
            throw;
        }

        try
        {
            await server.BeginAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        var begun = _options.Clock.GetTimestamp();
        try
        {
            await _app.StartAsync(cancellation);
        }
        catch (InvalidSettingsException exception)
        {
            throw new StartRefusedException(exception.Message);
        }
        catch (IOException exception) when (exception is StorageFailedException || StorageRoom.IsMissing(exception))
        {
            throw new StartRefusedException($"The data folder {_resources.Data.Root} cannot be written: {exception.Message} Make sure that its disk works and has room.");
        }
        catch (Exception exception) when (exception is IOException or FormatException or SocketException)
        {
            throw new StartRefusedException(
                $"Cannot listen on {_options.Urls}: the address is in use or not one of this machine. Choose another with --urls.");
        }

        ServedMap.Remember(_resources.Data, Services.GetRequiredService<IConfiguration>());
        LogStarted(Services.GetRequiredService<FunctionCatalogue>().Functions.Count, (long)_options.Clock.GetElapsedTime(begun).TotalMilliseconds);
        if (Services.GetService<OrganisationSettings>() is { PublicUrl: null } && IsEverywhere(Address)) LogNoPublicUrl(Address);
        if (Services.GetRequiredService<StaffToken>().Drawn is { } token)
            await _options.Output.WriteLineAsync($"Staff token for this run (set Privacy__StaffToken to choose one): {token}");
        foreach (var address in _app.Urls) await _options.Output.WriteLineAsync($"Listening on {address.TrimEnd('/')}");
        if (Services.GetService<MapFindings>() is { Problems.Count: > 0 } findings)
        {
            await _options.Output.WriteLineAsync(
                $"Reading the data map found problems (errors: {findings.Errors}, warnings: {findings.Warnings}); 'privacy map check' names them, and checks the rest.");
        }

        await _options.Output.FlushAsync(cancellation);
    }

    // It listens there, and nobody can be sent there.
    private static bool IsEverywhere(Uri address) =>
        IPAddress.TryParse(address.Host, out var host) && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any));

    [LoggerMessage(5007, LogLevel.Warning, "Links in mails begin with {Address}, which leads nowhere: set Privacy__PublicUrl to the address that people use")]
    private partial void LogNoPublicUrl(Uri address);

    [LoggerMessage(5001, LogLevel.Information, "Started {Functions} functions in {Milliseconds} ms")]
    private partial void LogStarted(int functions, long milliseconds);

    [LoggerMessage(5002, LogLevel.Information, "Draining")]
    private partial void LogDraining();

    [LoggerMessage(5004, LogLevel.Warning, "The drain limit was reached ({ExceptionType}); what was unfinished goes on at the next start")]
    private partial void LogLimitReached(string exceptionType);

    [LoggerMessage(5006, LogLevel.Warning, "The machine's clock was set back by {Seconds} s: times here go on from where they were, at half speed until it has caught up")]
    private partial void LogClockSetBack(long seconds);

    [LoggerMessage(5003, LogLevel.Information, "Drained in {Milliseconds} ms")]
    private partial void LogDrained(long milliseconds);
}
