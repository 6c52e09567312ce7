using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Settings of the local runtime itself.</summary>
internal sealed record RuntimeSettings
{
    /// <summary><c>Privacy__Durable__KeepInMemory</c>: how long an orchestration stays in memory after its last event; 0 always replays.</summary>
    public required TimeSpan KeepInMemory { get; init; }

    /// <summary><c>Privacy__Durable__ConcurrentActivities</c>: activities that run at once.</summary>
    public required int ConcurrentActivities { get; init; }

    public static RuntimeSettings Read(SettingsReader settings)
    {
        var defaults = new DurableEngineOptions();
        return new RuntimeSettings
        {
            KeepInMemory = settings.Duration("Durable:KeepInMemory", defaults.KeepInMemory),
            ConcurrentActivities = settings.Whole("Durable:ConcurrentActivities", defaults.ConcurrentActivities, least: 1, most: 1024),
        };
    }

    public DurableEngineOptions Engine(TimeSpan drainLimit) => new()
    {
        KeepInMemory = KeepInMemory,
        ConcurrentActivities = ConcurrentActivities,
        DrainLimit = drainLimit,
    };
}
