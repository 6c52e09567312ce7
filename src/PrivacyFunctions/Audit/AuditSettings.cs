using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Audit;

/// <summary>How the audit log is kept.</summary>
public sealed record AuditSettings
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary><c>Privacy__Audit__CheckpointEvery</c>: how often what is new is signed.</summary>
    public required TimeSpan CheckpointEvery { get; init; }

    /// <summary><c>Privacy__Audit__CopyTo</c>: a folder, best on another machine, that checkpoints are copied to as well.</summary>
    public string? CopyTo { get; init; }

    public static AuditSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new AuditSettings
        {
            CheckpointEvery = settings.Duration("Audit:CheckpointEvery", Usual, Least),
            CopyTo = settings.Text("Audit:CopyTo"),
        };
    }
}
