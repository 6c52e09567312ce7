using System.Collections.Concurrent;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>
/// Tells receivers that a queue may have something for them. It is raised on the writer's thread while the sending unit still
/// runs: a receive that it provokes is a later unit of the same writer, so it sees the message or shares its fate.
/// </summary>
internal sealed class EntitySignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends at the next signal. Take it before looking into the queue, then none is missed.</summary>
    public Task Next(string entity) => _next.GetOrAdd(entity, static _ => New()).Task;

    public void Raise(string entity)
    {
        if (_next.TryRemove(entity, out var waiting)) waiting.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
