using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Serving;

/// <summary>How one server process of the local runtime runs.</summary>
public sealed record ServeOptions
{
    /// <summary>Folder that holds all state; created when missing. One process at a time.</summary>
    public string Data { get; init; } = "./.privacy";

    /// <summary>Folder with the data map; null leaves the choice to the setting <c>Privacy__Map</c>.</summary>
    public string? Map { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7071";

    /// <summary>Settings that win over the environment and <c>local.settings.json</c>; names as in the environment (<c>Privacy__StaffToken</c>).</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Leaves out what this machine is set up for, so that nothing but <see cref="Settings"/> counts.</summary>
    public bool OwnSettingsOnly { get; init; }

    /// <summary>How long a drain waits for requests, messages and activities in flight before it gives them back.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Where the lines for people go: the listening address, the staff token.</summary>
    public TextWriter Output { get; init; } = System.Console.Out;

    /// <summary>Where a refusal to start goes.</summary>
    public TextWriter Error { get; init; } = System.Console.Error;

    /// <summary>Log lines on the console. The demo, which draws its own progress, turns them off.</summary>
    public bool Log { get; init; } = true;

    /// <summary>The clock of everything that runs.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Injects failures into the store; production has none.</summary>
    internal IStorageFaults? Faults { get; init; }
}
