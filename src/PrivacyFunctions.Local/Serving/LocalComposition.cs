using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using PrivacyFunctions.Local.Functions;
using PrivacyFunctions.Local.Functions.Http;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Puts the process together: settings, logging, HTTP, runtime, product.</summary>
internal static class LocalComposition
{
    /// <summary>Builds the application without starting any of it.</summary>
    /// <exception cref="StartRefusedException">A settings file or the data map cannot be used.</exception>
    /// <exception cref="FunctionBindingException">A function cannot be bound.</exception>
    public static async Task<WebApplication> BuildAsync(
        ServeOptions options, LocalResources resources, ServedProduct product, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "privacy" });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        AddSettings(builder, options);
        AddLogging(builder, options);
        AddHttp(builder, options);
        builder.Services.AddLocalRuntime(options, resources, product.Json);
        await product.AddAsync(builder, cancellation);
        var catalogue = FunctionCatalogue.Discover(product.Functions, builder.Configuration);
        builder.Services.AddFunctions(catalogue);

        var app = builder.Build();
        catalogue.CheckServices(app.Services.GetRequiredService<IServiceProviderIsService>());
        app.UseMiddleware<HostProblems>();
        app.UseRouting();
        app.MapFunctions(catalogue);
        return app;
    }

    private static void AddSettings(WebApplicationBuilder builder, ServeOptions options)
    {
        var settings = builder.Configuration;
        settings.AddConfiguration(ServedSettings.Read(options));
        builder.Services.AddSingleton(StaffToken.DrawIfUnset(settings));
    }

    private static void AddLogging(WebApplicationBuilder builder, ServeOptions options)
    {
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (!options.Log) return;
        builder.Logging.AddConsole(console => console.FormatterName = ConciseFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<ConciseFormatter, ConsoleFormatterOptions>();
    }

    private static void AddHttp(WebApplicationBuilder builder, ServeOptions options)
    {
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // HostProblems answers what is too large; Kestrel may then read the rest, so that the client sees the answer.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.AddRouting();
        builder.Services.AddMvcCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainLimit);
        builder.Services.AddSingleton<IHostLifetime, SignalsElsewhere>();
    }

    // Signals are the entry point's: it cancels, and the server drains.
    private sealed class SignalsElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
