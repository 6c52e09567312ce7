namespace PrivacyFunctions.Local.Functions;

/// <summary>What starts a function; settings in its names are already resolved.</summary>
public abstract record FunctionTrigger
{
    private FunctionTrigger()
    {
    }

    /// <summary>An HTTP request.</summary>
    /// <param name="Methods">Upper-case methods; none means every method.</param>
    /// <param name="Route">Route template without a leading slash.</param>
    public sealed record Http(IReadOnlyList<string> Methods, string Route) : FunctionTrigger;

    /// <summary>A message of a queue, subscription or dead-letter queue.</summary>
    /// <param name="Entity">Path of the entity.</param>
    /// <param name="Topic">The topic, when the entity is a subscription.</param>
    public sealed record Queue(string Entity, string? Topic = null) : FunctionTrigger;

    /// <summary>A schedule.</summary>
    /// <param name="Schedule">NCRONTAB expression or time span.</param>
    /// <param name="UseMonitor">Whether due times survive a restart, so that a missed run is made up for.</param>
    /// <param name="RunOnStartup">Whether it also runs when the process starts.</param>
    public sealed record Timer(string Schedule, bool UseMonitor, bool RunOnStartup) : FunctionTrigger;

    /// <summary>The durable engine, for an orchestration.</summary>
    public sealed record Orchestrator : FunctionTrigger;

    /// <summary>The durable engine, for an activity.</summary>
    public sealed record Activity : FunctionTrigger;
}
