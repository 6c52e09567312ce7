using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>A set of statuses as bits, so that one prepared statement serves every filter.</summary>
internal static class StatusMask
{
    private const long All = 0xFF;

    /// <summary>No statuses mean all of them, as in Durable Functions.</summary>
    public static long Of(IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        var mask = (statuses ?? []).Aggregate(0L, (bits, status) => bits | (1L << (int)status));
        return mask == 0 ? All : mask;
    }
}
