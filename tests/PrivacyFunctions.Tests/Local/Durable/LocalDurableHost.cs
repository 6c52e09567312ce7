using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable;

/// <summary>The embedded engine over a file of its own, or over one that an earlier engine left.</summary>
internal sealed class LocalDurableHost : IDurableHost
{
    private readonly TemporaryFolder? _directory;

    private LocalDurableHost(TemporaryFolder? directory, SqliteDatabase database, DurableEngine engine)
    {
        _directory = directory;
        Database = database;
        Engine = engine;
    }

    public DurableTaskClient Client => Engine.Client;

    public SqliteDatabase Database { get; }

    public DurableEngine Engine { get; }

    public static async Task<LocalDurableHost> StartAsync(
        TestFunctions functions,
        DurableEngineOptions? options = null,
        TimeProvider? time = null,
        string? path = null,
        IStorageFaults? faults = null,
        TimeSpan? busyTimeout = null,
        ILoggerFactory? loggers = null)
    {
        var directory = path is null ? new TemporaryFolder() : null;
        var database = SqliteDatabase.Open(new SqliteDatabaseOptions
        {
            Path = path ?? directory!.File("privacy.db"),
            Faults = faults,
            BusyTimeout = busyTimeout ?? TimeSpan.FromSeconds(5),
        });
        var engine = Create(database, functions, options, time, loggers);
        try
        {
            await engine.StartAsync(default);
        }
        catch
        {
            await engine.DisposeAsync();
            database.Dispose();
            throw;
        }

        return new LocalDurableHost(directory, database, engine);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Database.Dispose();
        _directory?.Dispose();
    }

    private static DurableEngine Create(
        SqliteDatabase database, TestFunctions functions, DurableEngineOptions? options, TimeProvider? time, ILoggerFactory? loggers)
    {
        var registry = new Registry();
        foreach (var registration in functions.Registrations) registration.Register(registry);
        return new DurableEngine(
            database, registry.Functions, JsonSerializerOptions.Web, options ?? new DurableEngineOptions(),
            time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
    }

    private sealed class Registry : IFunctionHost
    {
        public DurableRegistry Functions { get; } = new();

        public void Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) =>
            Functions.AddOrchestrator(name, async context => await run(context, context.GetInput<TInput>()!));

        public void Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run) =>
            Functions.AddActivity(name, async (call, _) => await run(
                call.Input is null ? default! : JsonSerializer.Deserialize<TInput>(call.Input, JsonSerializerOptions.Web)!));
    }
}
