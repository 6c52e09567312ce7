using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>The context that orchestrator code sees; each call becomes an action of the current episode.</summary>
internal sealed class LocalOrchestrationContext(
    ExecutionIdentity identity, OrchestrationState state, PayloadConverter payloads, ILoggerFactory loggers) : TaskOrchestrationContext
{
    private int _guids;

    public override TaskName Name => identity.Name;

    public override string InstanceId => identity.InstanceId;

    public override string Version => identity.Version;

    public override ParentOrchestrationInstance? Parent => identity.Parent;

    public override DateTime CurrentUtcDateTime => state.Now.UtcDateTime;

    public override bool IsReplaying => state.IsReplaying;

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T? GetInput<T>()
        where T : default => payloads.Deserialize<T>(identity.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        return new RetryLoop(this, name.Name, options?.Retry).RunAsync(() => CallActivityOnceAsync<TResult>(name.Name, input));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return new RetryLoop(this, orchestratorName.Name, options?.Retry)
            .RunAsync(() => CallSubOrchestratorOnceAsync<TResult>(orchestratorName.Name, instanceId, input, options));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var id = state.NextTask();
        cancellationToken.ThrowIfCancellationRequested();
        state.Actions.Add(new OrchestrationAction.TimerCreated(id, new DateTimeOffset(fireAt.ToUniversalTime(), TimeSpan.Zero)));
        var fired = state.Open.Open(id, "timer");
        using var registration = cancellationToken.Register(() => CancelTimer(id, cancellationToken));
        await fired;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        state.RequireOrchestratorThread();
        var payload = await state.Events.Wait(eventName, OnOrchestrator, cancellationToken);
        return payloads.Deserialize<T>(payload)!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        state.Actions.Add(new OrchestrationAction.EventSent(state.NextTask(), instanceId, eventName, payloads.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        state.RequireOrchestratorThread();
        state.CustomStatus = payloads.Serialize(customStatus);
        state.CustomStatusChanged = true;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        state.RequireOrchestratorThread();
        var version = string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion;
        state.ContinueAsNew = new ContinueAsNewRequest(payloads.Serialize(options.NewInput), options.PreserveUnprocessedEvents, version);
    }

    public override Guid NewGuid()
    {
        state.RequireOrchestratorThread();
        return DeterministicGuid.Create(identity.InstanceId, identity.Generation, state.Now, _guids++);
    }

    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("Task options were given as the input; name the parameter: options.", nameof(input));
    }

    private async Task<TResult> CallActivityOnceAsync<TResult>(string name, object? input)
    {
        var id = state.NextTask();
        state.Actions.Add(new OrchestrationAction.ActivityScheduled(id, name, payloads.Serialize(input)));
        return payloads.Deserialize<TResult>(await state.Open.Open(id, name, activity: true))!;
    }

    private async Task<TResult> CallSubOrchestratorOnceAsync<TResult>(
        string name, string instanceId, object? input, TaskOptions? options)
    {
        var id = state.NextTask();
        var version = options is SubOrchestrationOptions { Version: { } own } ? own.Version : options?.Version?.Version;
        var tags = options?.Tags is { Count: > 0 } given ? InstanceTags.Write(given) : null;
        var start = new SubOrchestrationStart(payloads.Serialize(input), version ?? string.Empty, tags);
        state.Actions.Add(new OrchestrationAction.SubOrchestrationScheduled(id, name, instanceId, start));
        return payloads.Deserialize<TResult>(await state.Open.Open(id, name))!;
    }

    private void CancelTimer(int id, CancellationToken cancellation) => OnOrchestrator(() =>
    {
        if (state.Open.Cancel(id, cancellation)) state.CancelledTimers.Add(id);
    });

    private void OnOrchestrator(Action work)
    {
        if (state.Loop.IsCurrent) work();
        else state.Loop.ReportForeign();
    }
}
