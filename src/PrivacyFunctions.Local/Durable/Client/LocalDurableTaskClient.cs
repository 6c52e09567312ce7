using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>
/// The client of the embedded engine. What a call has answered is durable. Messages to an instance that has ended or does not exist
/// are dropped, as Durable documents it.
/// </summary>
internal sealed class LocalDurableTaskClient(EngineCore core) : DurableTaskClient("local")
{
    private readonly InstanceQueries _queries = new(core.Payloads);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var dedupe = InstanceStart.Dedupe(options?.DedupeStatuses);
        var instance = new NewInstance
        {
            Id = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId,
            Name = orchestratorName.Name,
            CreatedAt = core.Time.GetUtcNow(),
            Version = options?.Version?.Version ?? string.Empty,
            Input = core.Payloads.Serialize(input),
            Tags = options?.Tags is { Count: > 0 } tags ? InstanceTags.Write(tags) : null,
            StartAt = options?.StartAt,
        };
        await StartAsync(instance, dedupe, cancellation);
        return instance.Id;
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var old = await core.Database.ReadAsync(session => _queries.One(session, instanceId, payloadsToo: true), cancellation)
            ?? throw new ArgumentException($"An orchestration with the id '{instanceId}' was not found.", nameof(instanceId));
        var instance = new NewInstance
        {
            Id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId,
            Name = old.Name,
            CreatedAt = core.Time.GetUtcNow(),
            Input = old.SerializedInput,
            Tags = old.Tags.Count > 0 ? InstanceTags.Write(old.Tags) : null,
        };
        await StartAsync(instance, InstanceStart.Dedupe(null), cancellation);
        return instance.Id;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new OrchestrationEvent.EventRaised(eventName, core.Payloads.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var message = new OrchestrationEvent.Terminated(core.Payloads.Serialize(options?.Output), options?.Recursive ?? false);
        return SendAsync(instanceId, message, cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new OrchestrationEvent.Suspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new OrchestrationEvent.Resumed(reason), cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => WaitAsync(
            instanceId, getInputsAndOutputs, instance => instance.RuntimeStatus is not OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, instance => instance.RuntimeStatus.IsTerminal(), cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return core.Database.ReadAsync(session => _queries.One(session, instanceId, getInputsAndOutputs), cancellation);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>((token, size, cancellation) => core.Database.ReadAsync(
            session => _queries.Page(session, query, token ?? query.ContinuationToken, Math.Max(1, size ?? query.PageSize)), cancellation));
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        var statuses = StatusMask.Of(runtimeStatus);
        var from = completedTimeFrom ?? DateTimeOffset.MinValue;
        var to = completedTimeTo ?? DateTimeOffset.MaxValue;
        var after = CompletionToken.Parse(lastInstanceKey);
        return core.Database.ReadAsync(
            session => InstanceQueries.Completed(session, statuses, from, to, after, Math.Max(1, pageSize)), cancellation);
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var recursive = options?.Recursive ?? false;
        return new PurgeResult(await WriteAsync(session => InstancePurge.One(session, instanceId, recursive), cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var recursive = options?.Recursive ?? false;
        var started = core.Time.GetTimestamp();
        var purged = 0;
        while (true)
        {
            var count = await WriteAsync(session => InstancePurge.Next(session, filter, recursive), cancellation);
            if (count == 0) return new PurgeResult(purged, true);
            purged += count;
            if (core.Time.GetElapsedTime(started) >= filter.Timeout) return new PurgeResult(purged, false);
        }
    }

    /// <summary>Holds nothing of its own; the engine lives on.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task StartAsync(NewInstance instance, IReadOnlyList<OrchestrationRuntimeStatus> dedupe, CancellationToken cancellation)
    {
        var key = await WriteAsync(session => InstanceStart.Run(session, instance, dedupe), cancellation);
        if (instance.StartAt is { } start) core.Timers.Expect(start);
        core.Instances.Signal(key);
        core.Waiters.Pulse(instance.Id);
    }

    private async Task SendAsync(string instanceId, OrchestrationEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var target = await WriteAsync(session => Send(session, instanceId, message), cancellation);
        if (target is { } key) core.Instances.Signal(key);
    }

    private static long? Send(SqliteSession session, string instanceId, OrchestrationEvent message)
    {
        if (InstanceWrites.FindLive(session, instanceId) is not { } key) return null;
        InstanceWrites.Send(session, key, message);
        return key;
    }

    private Task<OrchestrationMetadata> WaitAsync(
        string instanceId, bool payloadsToo, Func<OrchestrationMetadata, bool> isReached, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return core.Waiters.UntilAsync(
            instanceId,
            () => core.Database.ReadAsync(session => _queries.One(session, instanceId, payloadsToo), cancellation),
            instance => instance is not null && isReached(instance),
            cancellation)!;
    }

    // A commit that failed may have happened all the same; then nobody but recovery sets in motion what it stored.
    private async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        try
        {
            return await core.Database.WriteAsync(
                session =>
                {
                    core.Ownership.Check(session);
                    return work(session);
                },
                cancellation);
        }
        catch (Exception exception) when (exception is not (InvalidOperationException or OperationCanceledException))
        {
            core.Recovery.Request();
            throw;
        }
    }
}
