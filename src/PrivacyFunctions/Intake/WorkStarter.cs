using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>Starts the work on a request exactly once a round, however often it is called.</summary>
public sealed class WorkStarter(IRequestStore store, TimeProvider time)
{
    private static readonly IReadOnlyList<string> AnyStatus = [.. Enum.GetNames<OrchestrationRuntimeStatus>()];

    /// <summary>Wins the request for its next round and starts the orchestration, or finds out why not.</summary>
    public async Task<StartResult> StartAsync(RequestId id, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        while (await store.FindAsync(id, cancellation) is { } request)
        {
            if (request.Status == RequestStatus.InProgress) return await EnsureInstanceAsync(request, orchestrations, cancellation);
            if (request.Status != RequestStatus.Queued) return StartResult.NotQueued;
            var started = request.Move(RequestStatus.InProgress, time.GetUtcNow());
            if (await store.CommitAsync(new RequestCommit(started), cancellation) is CommitResult.Committed)
                return await EnsureInstanceAsync(started, orchestrations, cancellation);
        }

        return StartResult.Unknown;
    }

    private static async Task<StartResult> EnsureInstanceAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        var work = request.Work;
        if (await orchestrations.GetInstanceAsync(work.InstanceId, cancellation) is not null) return StartResult.RunsAlready;
        try
        {
            // Whatever became of an instance of that name, it is never started anew.
            var options = new StartOrchestrationOptions(work.InstanceId) { DedupeStatuses = AnyStatus };
            await orchestrations.ScheduleNewOrchestrationInstanceAsync(OrchestratorNames.HandleRequest, work, options, cancellation);
            return StartResult.Started;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Somebody may have been faster, or only the answer was lost: what counts is whether the instance is there.
            if (await orchestrations.GetInstanceAsync(work.InstanceId, cancellation) is not null) return StartResult.RunsAlready;
            throw;
        }
    }
}

/// <summary>What a message about a verified request led to.</summary>
public enum StartResult
{
    /// <summary>The orchestration was started.</summary>
    Started,

    /// <summary>It had been started before.</summary>
    RunsAlready,

    /// <summary>The request is not waiting to be started.</summary>
    NotQueued,

    /// <summary>There is no such request.</summary>
    Unknown,
}
