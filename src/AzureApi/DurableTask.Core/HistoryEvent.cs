namespace DurableTask.Core.History;

// Named by DurableTaskClient.GetOrchestrationHistoryAsync only; nothing here uses its members.
public abstract class HistoryEvent
{
    internal HistoryEvent()
    {
    }
}
