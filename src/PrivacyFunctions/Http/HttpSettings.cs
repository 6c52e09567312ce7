using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Http;

/// <summary>Settings of the HTTP API.</summary>
public sealed record HttpSettings
{
    /// <summary>Shortest token of staff.</summary>
    public const int ShortestToken = 16;

    /// <summary><c>Privacy__StaffToken</c>: what staff present; null when unset.</summary>
    public string? StaffToken { get; init; }

    /// <summary><c>Privacy__Staff__&lt;name&gt;__…</c>: members of staff with tokens and roles of their own.</summary>
    public IReadOnlyList<NamedStaff> Staff { get; init; } = [];

    /// <summary><c>Privacy__Http__TrustedProxies</c>: how many proxies of ours append to <c>X-Forwarded-For</c>; 0 ignores the header.</summary>
    public int TrustedProxies { get; init; }

    public static HttpSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var shared = settings.Text("StaffToken", shortest: ShortestToken);
        return new HttpSettings
        {
            StaffToken = shared,
            Staff = NamedStaff.ReadAll(settings, shared),
            TrustedProxies = settings.Whole("Http:TrustedProxies", 0, least: 0, most: 10),
        };
    }
}
