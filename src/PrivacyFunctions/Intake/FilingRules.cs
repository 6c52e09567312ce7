using PrivacyFunctions.Http;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Intake;

/// <summary>What is well-formed but cannot be done here yet.</summary>
internal sealed class FilingRules(OrganisationSettings organisation)
{
    /// <summary>Why the filing is refused, or null.</summary>
    public Problem? Refuse(BodyReader body)
    {
        if (body.Text(FilingFields.Relationship) is { } relationship and not FilingFields.Self)
        {
            return new Problem(
                ProblemType.RelationshipUnsupported,
                $"A request as '{relationship}' cannot be filed here yet. Write to {organisation.Contact}.")
            { Contact = organisation.Contact };
        }

        if (!WireName.TryParse<Right>(body.Text(FilingFields.Right), out var right) || BuiltRights.All.Contains(right)) return null;
        return new Problem(
            ProblemType.RightUnsupported,
            $"The right '{WireName.Of(right)}' cannot be exercised here yet. Write to {organisation.Contact}.")
        { Contact = organisation.Contact };
    }
}
