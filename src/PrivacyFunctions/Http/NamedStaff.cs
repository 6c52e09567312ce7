using System.Text.RegularExpressions;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Http;

/// <summary>A member of staff as the settings <c>Privacy__Staff__&lt;name&gt;__Token</c> and <c>…__Roles</c> describe them.</summary>
/// <param name="Token">What they present.</param>
/// <param name="Member">Who that is.</param>
public sealed partial record NamedStaff(string Token, StaffMember Member)
{
    private const string Section = "Staff";
    private const string RolePrefix = "Privacy.";

    // Timelines and audit entries use these for others.
    private static readonly IReadOnlyList<string> Taken = ["staff", "system", "requester"];

    /// <summary>Reads all of them; an entry without token and roles is none.</summary>
    public static IReadOnlyList<NamedStaff> ReadAll(SettingsReader settings, string? sharedToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var staff = new List<NamedStaff>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        if (sharedToken is not null) tokens.Add(sharedToken);
        foreach (var name in settings.Below(Section))
        {
            var token = settings.Text($"{Section}:{name}:Token", HttpSettings.ShortestToken);
            var roles = ReadRoles(settings, $"{Section}:{name}:Roles");
            if (token is null && roles.Count == 0) continue;
            if (!Name().IsMatch(name) || Taken.Contains(name)) settings.Report($"{Section}:{name}", "must be named by letters, digits, '-', '.' or '_', and not staff, system or requester");
            if (token is null) settings.Report($"{Section}:{name}:Token", "is missing");
            else if (!tokens.Add(token)) settings.Report($"{Section}:{name}:Token", "is somebody else's too");
            if (roles.Count == 0) settings.Report($"{Section}:{name}:Roles", "is missing; name some of Reader, Operator, Approver");
            staff.Add(new NamedStaff(token ?? "", new StaffMember(name, roles)));
        }

        return staff;
    }

    // Whoever may act or decide may look.
    private static HashSet<Audience> ReadRoles(SettingsReader settings, string name)
    {
        var roles = new HashSet<Audience>();
        foreach (var word in settings.Words(name))
        {
            var role = word.StartsWith(RolePrefix, StringComparison.OrdinalIgnoreCase) ? word[RolePrefix.Length..] : word;
            if (Enum.TryParse<Audience>(role, ignoreCase: true, out var audience) && audience is Audience.Reader or Audience.Operator or Audience.Approver)
                roles.UnionWith([Audience.Reader, audience]);
            else
                settings.Report(name, "must list some of Reader, Operator, Approver, separated by commas");
        }

        return roles;
    }

    public override string ToString() => Member.Id;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
