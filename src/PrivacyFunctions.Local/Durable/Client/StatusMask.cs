using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>A set of statuses as bits, so that one prepared statement serves every filter.</summary>
internal static class StatusMask
{
    private const long All = 0xFF;
    private const long Failures =
        (1L << (int)OrchestrationRuntimeStatus.Failed) | (1L << (int)OrchestrationRuntimeStatus.Terminated) | (1L << CanceledBit);

    // The status itself is obsolete.
    private const int CanceledBit = 4;

    /// <summary>Whether nothing but failed, cancelled and terminated instances are asked for.</summary>
    public static bool IsOfFailures(long mask) => (mask & ~Failures) == 0;

    /// <summary>No statuses mean all of them, as in Durable Functions.</summary>
    public static long Of(IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        var mask = (statuses ?? []).Aggregate(0L, (bits, status) => bits | (1L << (int)status));
        return mask == 0 ? All : mask;
    }
}
