using System.Collections.Immutable;
using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Local.Demo;

/// <summary>One request as it moves through the systems; views draw several of them side by side.</summary>
internal sealed class RequestTrack(string title)
{
    // Written by the one who polls, read by the one who draws: replaced whole.
    private ImmutableDictionary<string, SystemTrack> _systems =
        DemoSystems.All.ToImmutableDictionary(system => system.Name, system => new SystemTrack { System = system });

    /// <summary>Who asks for what.</summary>
    public string Title { get; } = title;

    /// <summary>In the order in which the demo names its systems.</summary>
    public IEnumerable<SystemTrack> Systems
    {
        get
        {
            var now = Volatile.Read(ref _systems);
            return DemoSystems.All.Select(system => now[system.Name]);
        }
    }

    /// <summary>What the request as a whole is doing.</summary>
    public string Stage { get; private set; } = "queued";

    public SystemTrack this[string dataset] => Volatile.Read(ref _systems)[dataset];

    /// <summary>Takes over what staff see now.</summary>
    public void Apply(StaffStatus status)
    {
        var next = _systems.ToBuilder();
        foreach (var system in status.Systems)
        {
            if (next.TryGetValue(system.Dataset, out var track)) next[system.Dataset] = track.After(system);
        }

        Volatile.Write(ref _systems, next.ToImmutable());
        Stage = status.Status;
    }
}
