using PrivacyFunctions.Local.Demo.Views;

namespace PrivacyFunctions.Local.Demo;

/// <summary>How one run of the demo goes.</summary>
internal sealed record DemoOptions
{
    /// <summary>Where bundle and keys are put; created when missing.</summary>
    public required string Out { get; init; }

    /// <summary>Where systems and data map are left for further tries; null for a temporary folder that is removed.</summary>
    public string? Keep { get; init; }

    public required IDemoView View { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
