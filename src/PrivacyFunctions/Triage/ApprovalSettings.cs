using System.Text.RegularExpressions;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Triage;

/// <summary>Settings <c>Privacy__Approval__…</c>: what it takes to approve a plan, by right and by the sensitivity of the data.</summary>
/// <param name="Policies">For each right: <c>&lt;Right&gt;__People</c>, <c>&lt;Right&gt;__StepUp</c> and <c>Sensitive__People</c>.</param>
/// <param name="SensitiveCategories"><c>SensitiveCategories</c>: data categories, with all below them; a plan that reaches one is always reviewed.</param>
public sealed partial record ApprovalSettings(IReadOnlyDictionary<Right, ApprovalPolicy> Policies, IReadOnlyList<string> SensitiveCategories)
{
    private const string Never = "never";
    private const string Sensitive = "sensitive";
    private const string Always = "always";
    private const int MostPeople = 2;

    /// <summary>The policy for a right.</summary>
    public ApprovalPolicy PolicyOf(Right right) => Policies[right];

    /// <summary>Whether a data category is one of the sensitive ones.</summary>
    public bool IsSensitive(string category) =>
        SensitiveCategories.Any(sensitive => category == sensitive || category.StartsWith(sensitive + ".", StringComparison.Ordinal));

    /// <summary>Reads the settings.</summary>
    public static ApprovalSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var sensitive = settings.Whole("Approval:Sensitive:People", 2, 1, MostPeople);
        var policies = Enum.GetValues<Right>().ToDictionary(right => right, right => new ApprovalPolicy(
            settings.Whole($"Approval:{right}:People", 1, 1, MostPeople), sensitive, ReadStepUp(settings, right)));
        return new ApprovalSettings(policies, ReadCategories(settings));
    }

    private static IReadOnlyList<string> ReadCategories(SettingsReader settings)
    {
        const string Name = "Approval:SensitiveCategories";
        var categories = settings.Words(Name);
        if (categories.Any(category => !CategoryForm().IsMatch(category))) settings.Report(Name, "must list data categories such as user.health, separated by commas");
        return categories;
    }

    private static StepUp ReadStepUp(SettingsReader settings, Right right) =>
        settings.OneOf($"Approval:{right}:StepUp", Never, Never, Sensitive, Always) switch
        {
            Always => StepUp.Always,
            Sensitive => StepUp.Sensitive,
            _ => StepUp.Never,
        };

    [GeneratedRegex(@"\A[a-z0-9_]+(\.[a-z0-9_]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex CategoryForm();
}
