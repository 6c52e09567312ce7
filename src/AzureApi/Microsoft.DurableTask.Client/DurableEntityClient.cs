namespace Microsoft.DurableTask.Client.Entities;

// Named by DurableTaskClient.Entities only; nothing here uses its members.
public abstract class DurableEntityClient
{
    internal DurableEntityClient()
    {
    }
}
