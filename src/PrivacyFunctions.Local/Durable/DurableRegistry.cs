using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable;

/// <summary>Runs one execution of an orchestrator; called anew for every replay.</summary>
/// <param name="context">Gives input, name and instance; its tasks are the only ones that may be awaited.</param>
/// <returns>The orchestration's output, which the engine serialises.</returns>
public delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);

/// <summary>Runs one delivery of an activity; deliveries are at least once.</summary>
/// <param name="invocation">What is called, for whom, with which serialised input.</param>
/// <param name="cancellation">Ends when the engine has to stop; the delivery is then abandoned and repeated after the next start.</param>
/// <returns>The activity's result, which the engine serialises.</returns>
public delegate Task<object?> ActivityFunction(ActivityInvocation invocation, CancellationToken cancellation);

/// <summary>The orchestrators and activities that the engine can run, by name. Names are compared without case, as everywhere in Durable.</summary>
public sealed class DurableRegistry
{
    private readonly Dictionary<string, OrchestratorFunction> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityFunction> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddOrchestrator(string name, OrchestratorFunction run)
    {
        _orchestrators.Add(name, run);
        return this;
    }

    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddActivity(string name, ActivityFunction run)
    {
        _activities.Add(name, run);
        return this;
    }

    internal OrchestratorFunction? Orchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    internal ActivityFunction? Activity(string name) => _activities.GetValueOrDefault(name);
}
