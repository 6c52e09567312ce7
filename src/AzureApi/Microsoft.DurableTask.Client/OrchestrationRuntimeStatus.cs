namespace Microsoft.DurableTask.Client;

public enum OrchestrationRuntimeStatus
{
    Running,
    Completed,
    [Obsolete("Kept for compatibility; no instance has it.")]
    ContinuedAsNew,
    Failed,
    [Obsolete("Kept for compatibility; no instance has it.")]
    Canceled,
    Terminated,
    Pending,
    Suspended,
}
