using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>Failures that the engine itself reports, and the conversion of exceptions.</summary>
internal static class Failures
{
    public const string ActivityNotFound = "ActivityTaskNotFound";
    public const string OrchestratorNotFound = "OrchestratorTaskNotFound";

    public static TaskFailureDetails NoActivity(string name) =>
        new(ActivityNotFound, $"No activity task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails NoOrchestrator(string name) =>
        new(OrchestratorNotFound, $"No orchestrator task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails SubOrchestrationTerminated(string instanceId) =>
        new("OrchestrationTerminated", $"The sub-orchestration '{instanceId}' was terminated.", null, null, null);

    public static TaskFailureDetails InstanceExists(string instanceId) => new(
        typeof(InvalidOperationException).FullName!, $"An orchestration with the id '{instanceId}' already exists and has not ended.",
        null, null, null);

    /// <summary>A task that is not there will not be there at the next attempt either.</summary>
    public static bool IsRetriable(TaskFailureDetails failure) =>
        failure.ErrorType is not (ActivityNotFound or OrchestratorNotFound);

    /// <summary>Keeps the cause that a failed task carries as details and not as inner exception.</summary>
    public static TaskFailureDetails From(Exception exception)
    {
        var failure = TaskFailureDetails.FromException(exception);
        return exception is TaskFailedException { InnerException: null } task ? failure with { InnerFailure = task.FailureDetails } : failure;
    }
}
