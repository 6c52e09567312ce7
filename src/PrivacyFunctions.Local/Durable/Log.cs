using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Local.Durable;

/// <summary>The engine's log: ids, names of functions and counts; never payloads, never messages of exceptions.</summary>
internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "Durable engine started as owner {Epoch}: {Activities} activities and {Instances} instances resume")]
    public static partial void EngineStarted(this ILogger logger, long epoch, int activities, int instances);

    [LoggerMessage(2102, LogLevel.Information, "Durable engine stopped; {Abandoned} activities are left to the next start")]
    public static partial void EngineStopped(this ILogger logger, int abandoned);

    [LoggerMessage(2103, LogLevel.Critical, "Another engine has taken over the database; this one has stopped")]
    public static partial void EngineSuperseded(this ILogger logger);

    [LoggerMessage(2104, LogLevel.Error, "The store failed ({Error}) while deciding for orchestration {InstanceKey}; it is tried again")]
    public static partial void DecisionNotStored(this ILogger logger, long instanceKey, string error);

    [LoggerMessage(2105, LogLevel.Error, "The store failed ({Error}) in the background: {Work}; it is tried again")]
    public static partial void BackgroundFailed(this ILogger logger, string work, string error);

    [LoggerMessage(2106, LogLevel.Warning, "Orchestration {InstanceId}: {Count} late completions of activities were refused")]
    public static partial void CompletionsRefused(this ILogger logger, string instanceId, int count);

    [LoggerMessage(2107, LogLevel.Error, "Orchestration {InstanceId} ({Name}) does not repeat its history and has failed")]
    public static partial void NotDeterministic(this ILogger logger, string instanceId, string name);

    [LoggerMessage(2108, LogLevel.Warning, "{Count} activities lost their lease and are delivered again")]
    public static partial void LeasesExpired(this ILogger logger, int count);

    [LoggerMessage(2109, LogLevel.Information, "Orchestration {InstanceId} ({Name}) is {Status}")]
    public static partial void StatusChanged(this ILogger logger, string instanceId, string name, string status);

    [LoggerMessage(2110, LogLevel.Warning, "Activity {Name} (#{TaskId}) of orchestration {InstanceId} failed: {ErrorType}")]
    public static partial void ActivityFailed(this ILogger logger, string name, int taskId, string instanceId, string errorType);
}
