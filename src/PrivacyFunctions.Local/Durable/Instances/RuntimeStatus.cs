using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Local.Durable.Instances;

internal static class RuntimeStatus
{
    /// <summary>SQL for: the instance has ended. The numbers are those of <see cref="OrchestrationRuntimeStatus"/>.</summary>
    public const string HasEnded = "status IN (1, 3, 5)";

    public static bool IsTerminal(this OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
