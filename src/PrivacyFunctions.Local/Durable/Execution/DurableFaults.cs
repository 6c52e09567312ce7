namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>The orchestrator's code no longer does what its history says; the instance fails, its history stays as it is.</summary>
public sealed class NonDeterministicOrchestrationException(string message) : Exception(message);

/// <summary>The orchestrator awaited something that is not a task of its context, or used its context from another thread.</summary>
public sealed class ForeignAwaitException() : InvalidOperationException(
    "The orchestrator awaits something that is not a task of its context (I/O, Task.Delay, another thread). "
    + "Only tasks of TaskOrchestrationContext may be awaited; everything else belongs into an activity.");
