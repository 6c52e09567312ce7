using System.Collections.Concurrent;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Activities;

/// <summary>Runs activities, a limited number at once, in the order in which they were scheduled.</summary>
internal sealed class ActivityDispatcher(EngineCore core)
{
    private readonly Lock _gate = new();
    private readonly Queue<ActivityWork> _waiting = new();
    private readonly ConcurrentDictionary<(long Position, long Token), bool> _held = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _workers;
    private bool _stopping;

    /// <summary>Deliveries that wait, run or have ended without their result being stored.</summary>
    public int Held => _held.Count;

    public bool Holds(ActivityWork work) => _held.ContainsKey((work.Position, work.Token));

    /// <summary>A delivery that is about to be stored: whoever looks for lost ones right after that knows that this one is on its way.</summary>
    public void Expect(ActivityWork work) => _held[(work.Position, work.Token)] = true;

    public void Enqueue(ActivityWork work)
    {
        Expect(work);
        core.Keeper.Wake();
        lock (_gate)
        {
            _waiting.Enqueue(work);
            if (_stopping || _workers == core.Options.ConcurrentActivities) return;
            _workers++;
        }

        Work(preferLocal: true);
    }

    /// <summary>The result is stored, or nobody wants it, or it is not known whether the delivery itself was stored.</summary>
    public void Forget(ActivityWork work) => _held.TryRemove((work.Position, work.Token), out _);

    public void StopTaking()
    {
        lock (_gate)
        {
            _stopping = true;
            if (_workers == 0) _idle.TrySetResult();
        }
    }

    /// <summary>Ends when no activity runs any more; only after <see cref="StopTaking"/>.</summary>
    public Task WhenIdleAsync() => _idle.Task;

    // An item of the thread pool is one activity, and the next goes to the end of its queue: after a crash thousands may wait that never pause, and
    // whatever else needs a thread (a call over HTTP) must have its turn between them.
    private void Work(bool preferLocal) => ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.WorkAsync(), this, preferLocal);

    private async Task WorkAsync()
    {
        if (!TryTake(out var work)) return;
        if (await RunAsync(work) is { } result) core.Instances.Complete(new ActivityCompletion(work, result));
        Work(preferLocal: false);
    }

    private bool TryTake(out ActivityWork work)
    {
        lock (_gate)
        {
            if (!_stopping && _waiting.TryDequeue(out work!)) return true;
            work = null!;
            _workers--;
            if (_stopping && _workers == 0) _idle.TrySetResult();
            return false;
        }
    }

    private async Task<OrchestrationEvent?> RunAsync(ActivityWork work)
    {
        if (core.Registry.Activity(work.Name) is not { } function)
            return new OrchestrationEvent.TaskFailed(work.TaskId, Failures.NoActivity(work.Name));
        try
        {
            var result = await function(new ActivityInvocation(work.InstanceId, work.Name, work.Input, work.TaskId), core.Stopped);
            return new OrchestrationEvent.TaskCompleted(work.TaskId, core.Payloads.Serialize(result));
        }
        catch (Exception) when (core.Stopped.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            core.Logger.ActivityFailed(work.Name, work.TaskId, work.InstanceId, exception.GetType().Name);
            return new OrchestrationEvent.TaskFailed(work.TaskId, Failures.From(exception));
        }
    }
}
