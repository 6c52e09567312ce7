using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Blobs;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Functions;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Timers;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Registers engine, queues, timers and the ports that live in the data folder.</summary>
internal static class LocalRuntimeRegistration
{
    public static void AddLocalRuntime(this IServiceCollection services, ServeOptions options, LocalResources resources, JsonSerializerOptions json)
    {
        services.AddSettings(RuntimeSettings.Read);
        services.AddSettings(FolderSettings.Read);
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton(resources.Data);
        services.AddSingleton<IStorageSpace, FolderSpace>();
        services.AddSingleton(resources.Database);
        services.AddSingleton(resources.Keys.DataKeys);
        services.AddSingleton(resources.Keys.NewDataKeys);
        services.AddSingleton(resources.Keys.SigningKeys);
        services.AddSingleton(resources.Keys.KeyedHash);
        services.AddSingleton(resources.Keys.AuditKey);
        services.AddSingleton<IErasureLedger>(resources.Ledger);
        services.AddSingleton<IBlobStore>(new FileBlobStore(resources.Data.Blobs));
        services.AddSingleton<MessageBroker>();
        services.AddSingleton<ILeaseHolder>(provider => provider.GetRequiredService<MessageBroker>());
        services.AddSingleton<TopicLog>();
        services.AddSingleton<TimerStore>();
        services.AddSingleton<IMessageSender, LocalMessageSender>();
        services.AddSingleton(new PumpOptions());
        services.AddSingleton<DataConverter>(new JsonDataConverter(json));
        services.AddSingleton(provider => Engine(provider, json));
        services.AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client);
        services.AddHostedService<LocalRuntime>();
    }

    public static void AddFunctions(this IServiceCollection services, FunctionCatalogue catalogue)
    {
        services.AddSingleton(catalogue);
        services.AddSingleton(MessageFunctions.Topology(catalogue, LocalEntities.All));
        services.AddSingleton<DurableFunctions>();
    }

    private static DurableEngine Engine(IServiceProvider provider, JsonSerializerOptions json)
    {
        var registry = new DurableRegistry();
        provider.GetRequiredService<DurableFunctions>().Register(provider.GetRequiredService<FunctionCatalogue>(), registry);
        return new DurableEngine(
            provider.GetRequiredService<SqliteDatabase>(),
            registry,
            json,
            provider.GetRequiredService<RuntimeSettings>().Engine(provider.GetRequiredService<ServeOptions>().DrainLimit),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>());
    }
}
