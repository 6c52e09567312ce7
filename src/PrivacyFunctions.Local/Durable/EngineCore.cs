using System.Text.Json;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Durable.Activities;
using PrivacyFunctions.Local.Durable.Client;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Durable.Timers;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable;

/// <summary>The parts of one engine, which call each other through here.</summary>
internal sealed class EngineCore : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();

    public EngineCore(
        SqliteDatabase database,
        DurableRegistry registry,
        JsonSerializerOptions json,
        DurableEngineOptions options,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        Database = database;
        Registry = registry;
        Options = options;
        Time = time;
        Loggers = loggers;
        Logger = loggers.CreateLogger<DurableEngine>();
        Payloads = new PayloadConverter(json);
        Leases = new ActivityLeases(Ownership, options.ActivityLease);
        Dispatcher = new ActivityDispatcher(this);
        Keeper = new LeaseKeeper(this);
        Timers = new TimerQueue(this);
        Instances = new InstanceDirectory(this);
        Recovery = new Recovery(this);
    }

    public SqliteDatabase Database { get; }

    public DurableRegistry Registry { get; }

    public DurableEngineOptions Options { get; }

    public TimeProvider Time { get; }

    public ILoggerFactory Loggers { get; }

    public ILogger Logger { get; }

    public PayloadConverter Payloads { get; }

    public Ownership Ownership { get; } = new();

    public ActivityLeases Leases { get; }

    public ActivityDispatcher Dispatcher { get; }

    public LeaseKeeper Keeper { get; }

    public TimerQueue Timers { get; }

    public InstanceDirectory Instances { get; }

    public InstanceWaiters Waiters { get; } = new();

    public Recovery Recovery { get; }

    /// <summary>Decisions are made and stored.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Ends when nothing more may happen.</summary>
    public CancellationToken Stopped => _stopped.Token;

    public void Begin() => IsRunning = true;

    public void End()
    {
        IsRunning = false;
        _stopped.Cancel();
        Timers.Stop();
        Keeper.Stop();
        Instances.Stop();
    }

    public void Supersede()
    {
        if (!IsRunning) return;
        Logger.EngineSuperseded();
        Dispatcher.StopTaking();
        End();
    }

    public void Dispose()
    {
        End();
        Timers.Dispose();
        Keeper.Dispose();
        Instances.Dispose();
        _stopped.Dispose();
    }
}
