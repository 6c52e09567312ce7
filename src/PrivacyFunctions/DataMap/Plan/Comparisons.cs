using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>How keys are compared with fields.</summary>
internal static class Comparisons
{
    private const string EmailIdentity = "email";

    /// <summary>For an identity's value in a field.</summary>
    public static KeyComparison Of(GraphNode node, MappedField target, string identity) =>
        Of(node, target, identity == EmailIdentity || IsEmail(target));

    /// <summary>For a flow: a composite key is compared exactly unless all its parts agree on something else.</summary>
    public static KeyComparison Of(GraphNode source, GraphNode target, KeyFlow flow)
    {
        var comparisons = flow.Sources.Zip(flow.Targets)
            .Select(pair => Of(target, target.Find(pair.Second)!, IsEmail(target.Find(pair.Second)!) || IsEmail(source.Find(pair.First)!)))
            .Distinct().ToList();
        return comparisons.Count == 1 ? comparisons[0] : KeyComparison.Exact;
    }

    private static KeyComparison Of(GraphNode node, MappedField target, bool email)
    {
        if (node.Table?.Find(target.Path.Column) is { Kind: not (ValueKind.Text or ValueKind.Json or ValueKind.Array or ValueKind.Other) })
        {
            return KeyComparison.Exact;
        }

        return (email, target.Field.CaseInsensitive) switch
        {
            (true, true) => KeyComparison.EmailIgnoringCase,
            (true, false) => KeyComparison.Email,
            (false, true) => KeyComparison.IgnoringCase,
            _ => KeyComparison.Exact,
        };
    }

    private static bool IsEmail(MappedField field) => field.Field.Identity?.Value == EmailIdentity || Category.AnyUnder(field.Categories, Category.Email);
}
