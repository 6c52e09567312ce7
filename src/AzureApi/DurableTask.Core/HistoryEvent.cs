using System.Runtime.Serialization;

namespace DurableTask.Core.History;

// Named by DurableTaskClient.GetOrchestrationHistoryAsync only; nothing here uses its members.
public abstract class HistoryEvent : IExtensibleDataObject
{
    internal HistoryEvent()
    {
    }

    public ExtensionDataObject? ExtensionData { get; set; }
}
