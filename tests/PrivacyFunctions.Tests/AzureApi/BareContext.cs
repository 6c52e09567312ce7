using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>Only what a context must have, so that what the base class adds can be seen.</summary>
internal sealed class BareContext(ILoggerFactory loggers) : TaskOrchestrationContext
{
    public bool Replays { get; set; }

    public List<object?> Calls { get; } = [];

    public TaskCompletionSource Timer { get; } = new();

    public override TaskName Name => "bare";

    public override string InstanceId => "1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override bool IsReplaying => Replays;

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T GetInput<T>() => default!;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Calls.Add((name.Name, input, options));
        return Task.FromResult<TResult>(default!);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Calls.Add(fireAt);
        cancellationToken.Register(() => Timer.TrySetCanceled(cancellationToken));
        return Timer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        var arrival = new TaskCompletionSource<T>();
        cancellationToken.Register(() => arrival.TrySetCanceled(cancellationToken));
        return arrival.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) => Calls.Add(eventName);

    public override void SetCustomStatus(object? customStatus) => Calls.Add(customStatus);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        Calls.Add((orchestratorName.Name, input, options));
        return Task.FromResult<TResult>(default!);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Calls.Add((newInput, preserveUnprocessedEvents));

    public override Guid NewGuid() => Guid.Empty;
}
