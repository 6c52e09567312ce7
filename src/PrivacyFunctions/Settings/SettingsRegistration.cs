using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Settings;

/// <summary>Registers the settings of an area, to be read once and checked before anything starts.</summary>
public static class SettingsRegistration
{
    extension(IServiceCollection services)
    {
        /// <summary>Makes <typeparamref name="T"/> available as <paramref name="read"/> reads it.</summary>
        public IServiceCollection AddSettings<T>(Func<SettingsReader, T> read)
            where T : class
        {
            services.AddSingleton(new SettingsOf(reader => read(reader)));
            return services.AddSingleton(provider => read(new SettingsReader(provider.GetRequiredService<IConfiguration>())));
        }
    }
}

/// <summary>How the settings of one area are read, to find what is wrong with them.</summary>
internal sealed record SettingsOf(Func<SettingsReader, object> Read);

/// <summary>Refuses a start with wrong settings before any other service starts, and names those that nothing reads.</summary>
internal sealed partial class SettingsCheck(IConfiguration configuration, IEnumerable<SettingsOf> areas, ILogger<SettingsCheck> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var reader = new SettingsReader(configuration);
        foreach (var area in areas) area.Read(reader);
        if (reader.Problems.Count > 0) throw new InvalidSettingsException(reader.Problems);
        foreach (var name in reader.Unread) LogUnread(name);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1900, Level = LogLevel.Warning, Message = "There is no setting {Name}: it changes nothing; look for the right spelling in local.settings.sample.json")]
    private partial void LogUnread(string name);
}
