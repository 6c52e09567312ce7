using PrivacyFunctions.Http;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>A decision on a plan, as a member of staff sent it.</summary>
/// <param name="Kind">Approve, deny, or approve in part.</param>
/// <param name="Ground">The ground as written; whether it serves is the law's to say.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Exclude">Datasets that a partial approval leaves out.</param>
/// <param name="PlanHash">The plan that they looked at.</param>
internal sealed record PlanDecision(DecisionKind Kind, string? Ground, Personal Reason, IReadOnlyList<string> Exclude, string PlanHash)
{
    public const string DecisionField = "decision";
    public const string GroundField = "ground";
    public const string ReasonField = "reason";
    public const string ExcludeField = "excludeDatasets";
    public const string PlanHashField = "planHash";

    private static readonly IReadOnlyList<DecisionKind> Kinds = [DecisionKind.Approve, DecisionKind.Deny, DecisionKind.PartiallyApprove];

    public static readonly BodyShape Shape = new(
    [
        new(DecisionField, FieldKind.Text, "What is decided.") { Required = true, Values = [.. Kinds.Select(kind => WireName.Of(kind))] },
        new(GroundField, FieldKind.Text, "The ground of a denial, or of leaving systems out; one of the closed list that serves this right under the law.") { Longest = 100 },
        new(ReasonField, FieldKind.Text, "Why, in your words. The person reads it when the request is denied.") { Required = true, Longest = 2000 },
        new(ExcludeField, FieldKind.Texts, "Datasets that a partial approval leaves out.") { Longest = 200 },
        new(PlanHashField, FieldKind.Text, "The hash of the plan that was looked at; no other runs.") { Required = true, Longest = 200 },
    ]);

    public override string ToString() => "***";

    /// <summary>The decision; null when the body's errors say why there is none.</summary>
    public static PlanDecision? Read(BodyReader body)
    {
        if (!WireName.TryParse<DecisionKind>(body.Text(DecisionField), out var kind)) return null;
        string[] exclude = [.. body.Texts(ExcludeField).OfType<string>()];
        if (kind == DecisionKind.PartiallyApprove && exclude.Length == 0) body.Errors.Add(ExcludeField, "Name the datasets that are left out.");
        if (kind != DecisionKind.PartiallyApprove && exclude.Length > 0) body.Errors.Add(ExcludeField, "Only 'partially-approve' leaves datasets out.");
        if (kind != DecisionKind.Approve && !body.Has(GroundField)) body.Errors.Add(GroundField, "This field is required for this decision.");
        return body.Errors.Any
            ? null
            : new PlanDecision(kind, body.Text(GroundField), new Personal(body.Text(ReasonField)!), exclude, body.Text(PlanHashField)!);
    }

    /// <summary>The ground, which serves the request's right under its law; null when none is given.</summary>
    public Ground? FindGround(RightsRequest request, FieldErrors errors)
    {
        if (Ground is null) return null;
        if (WireName.TryParse<Ground>(Ground, out var ground) && GroundRules.Serves(ground, request.Right, request.Law)) return ground;
        var serving = string.Join(", ", GroundRules.For(request.Right, request.Law).Select(serves => WireName.Of(serves)));
        errors.Add(GroundField, $"For this right under this law, this must be one of: {serving}.");
        return null;
    }
}
