using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>Tasks that the orchestrator was given and that have not ended.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, OpenTask> _tasks = [];

    public int Count => _tasks.Count;

    /// <summary>Activities among them: while one runs, the orchestration stays in memory.</summary>
    public int Activities { get; private set; }

    public Task<string?> Open(int id, string name, bool activity = false)
    {
        // Continuations run inline on the orchestrator's thread, hence no RunContinuationsAsynchronously.
        var task = new OpenTask(name, activity, new TaskCompletionSource<string?>());
        _tasks.Add(id, task);
        if (activity) Activities++;
        return task.Source.Task;
    }

    public void Complete(int id, string? result) => Take(id)?.Source.TrySetResult(result);

    public void Fail(int id, TaskFailureDetails failure)
    {
        if (Take(id) is { } task) task.Source.TrySetException(new TaskFailedException(task.Name, id, failure));
    }

    /// <summary>False when it has already ended.</summary>
    public bool Cancel(int id, CancellationToken cancellation) => Take(id)?.Source.TrySetCanceled(cancellation) ?? false;

    private OpenTask? Take(int id)
    {
        if (!_tasks.Remove(id, out var task)) return null;
        if (task.IsActivity) Activities--;
        return task;
    }

    private sealed record OpenTask(string Name, bool IsActivity, TaskCompletionSource<string?> Source);
}
