using Microsoft.DurableTask;

namespace PrivacyFunctions.Orchestration;

/// <summary>Work in several systems of which some may fail while the others finish.</summary>
internal abstract class SystemsWork(TaskOrchestrationContext context)
{
    /// <summary>Datasets that failed for good, in plan order.</summary>
    public abstract IReadOnlyList<string> FailedDatasets { get; }

    /// <summary>The orchestration that it is part of.</summary>
    protected TaskOrchestrationContext Context { get; } = context;

    /// <summary>Does the work of failed datasets again.</summary>
    public abstract Task RetryAsync(IReadOnlyCollection<string> datasets);

    /// <summary>Goes on without these datasets.</summary>
    public abstract void Skip(IReadOnlyCollection<string> datasets);
}
