using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Triage;

/// <summary>Settings <c>Privacy__Review__&lt;Right&gt;</c>: <c>always</c> or <c>never</c>. Systems that failed ask staff whatever they say.</summary>
/// <param name="Reviewed">The rights that staff decide about.</param>
public sealed record ReviewSettings(IReadOnlySet<Right> Reviewed)
{
    private const string Always = "always";
    private const string Never = "never";

    /// <summary>Reads the settings; only access and portability run by themselves when nothing is set.</summary>
    public static ReviewSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ReviewSettings(Enum.GetValues<Right>().Where(right => settings.OneOf($"Review:{right}", Default(right), Always, Never) == Always).ToHashSet());
    }

    private static string Default(Right right) => right is Right.Access or Right.Portability ? Never : Always;
}
