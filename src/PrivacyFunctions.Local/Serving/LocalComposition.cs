using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Functions;
using PrivacyFunctions.Local.Functions.Http;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Timers;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Puts the process together: settings, logging, storage, runtime, product.</summary>
internal static class LocalComposition
{
    /// <summary>Builds the application without starting any of it.</summary>
    /// <exception cref="StartRefusedException">A settings file or the database cannot be used.</exception>
    /// <exception cref="FunctionBindingException">A function cannot be bound.</exception>
    public static WebApplication Build(ServeOptions options, DataDirectory data, LocalFunctions functions)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "privacy" });
        AddSettings(builder.Configuration, options);
        builder.Services.AddSingleton(StaffToken.DrawIfUnset(builder.Configuration));
        AddLogging(builder, options);
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // HostProblems answers what is too large; Kestrel may then read the rest, so that the client sees the answer.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.AddRouting();
        builder.Services.AddMvcCore();
        AddRuntime(builder, options, data);
        functions.Configure?.Invoke(builder);

        var catalogue = functions.Discover(builder.Configuration);
        builder.Services.AddSingleton(catalogue);
        builder.Services.AddSingleton(MessageFunctions.Topology(catalogue, LocalEntities.All));
        var app = builder.Build();
        catalogue.CheckServices(app.Services.GetRequiredService<IServiceProviderIsService>());
        app.UseMiddleware<HostProblems>();
        app.UseRouting();
        app.MapFunctions(catalogue);
        return app;
    }

    private static void AddSettings(ConfigurationManager settings, ServeOptions options)
    {
        settings.AddInMemoryCollection(LocalSettingsFile.Read(Directory.GetCurrentDirectory()));
        settings.AddEnvironmentVariables();
        settings.AddInMemoryCollection(options.Settings.Select(s => KeyValuePair.Create(SettingKey.Of(s.Key), s.Value)));
        if (options.Map is { } map) settings.AddInMemoryCollection([new("Privacy:Map", map)]);
    }

    private static void AddLogging(WebApplicationBuilder builder, ServeOptions options)
    {
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (!options.Log) return;
        builder.Logging.AddConsole(console => console.FormatterName = ConciseFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<ConciseFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
    }

    private static void AddRuntime(WebApplicationBuilder builder, ServeOptions options, DataDirectory data)
    {
        builder.Services.AddSingleton<IHostLifetime, SignalsElsewhere>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainLimit);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Clock);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(_ => Open(data));
        builder.Services.AddSingleton<MessageBroker>();
        builder.Services.AddSingleton<TopicLog>();
        builder.Services.AddSingleton<TimerStore>();
        builder.Services.AddSingleton<IMessageSender, LocalMessageSender>();
        builder.Services.AddSingleton<DurableFunctions>();
        builder.Services.TryAddSingleton(new PumpOptions());
        builder.Services.AddHostedService<LocalRuntime>();
    }

    private static SqliteDatabase Open(DataDirectory data)
    {
        try
        {
            return SqliteDatabase.Open(new SqliteDatabaseOptions { Path = data.Database });
        }
        catch (SqliteException exception)
        {
            throw new StartRefusedException(
                $"The database {data.Database} cannot be opened (SQLite error {exception.SqliteErrorCode}): restore it from a backup, or choose another folder with --data.");
        }
        catch (InvalidDataException exception)
        {
            throw new StartRefusedException(exception.Message + " Run that version, or choose another folder with --data.");
        }
    }

    // Signals are the entry point's: it cancels, and the server drains.
    private sealed class SignalsElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Which functions the process runs, and what they need registered.</summary>
/// <param name="Types">Classes that hold functions.</param>
/// <param name="Configure">Registers the product's services.</param>
internal sealed record LocalFunctions(IReadOnlyList<Type> Types, Action<WebApplicationBuilder>? Configure)
{
    /// <summary>The functions of the product.</summary>
    public static LocalFunctions Product { get; } = new(typeof(IMessageSender).Assembly.GetExportedTypes(), Configure: null);

    public FunctionCatalogue Discover(IConfiguration settings) => FunctionCatalogue.Discover(Types, settings);
}
