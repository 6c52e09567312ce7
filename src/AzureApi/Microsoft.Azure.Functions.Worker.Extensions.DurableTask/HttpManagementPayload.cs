namespace Microsoft.Azure.Functions.Worker;

// Named by DurableTaskClientExtensions only; nothing here uses its members.
public class HttpManagementPayload
{
    internal HttpManagementPayload()
    {
    }
}
