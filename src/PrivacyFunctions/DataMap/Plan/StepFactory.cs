using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Makes the step of one collection; ids, units and needs are filled in when all are known.</summary>
internal sealed class StepFactory(PlannedSearch search, PlanQuestion question, DeletionPlan? deletion)
{
    private readonly IReadOnlyCollection<string> _requested = question.Categories.Count > 0 ? question.Categories : [Category.User];

    public PlanStep Make(GraphNode node, IReadOnlyList<PlanInput> inputs, IReadOnlyList<PlanKeys> outputs)
    {
        var rules = ExportRules.Of(node, _requested);
        var disclosure = Disclose(node, rules);
        var exported = disclosure.Kind == DisclosureKind.Export ? rules.Fields : [];
        var vouches = search.Vouchers.Where(voucher => voucher.Field.Collection == node.Address).Select(voucher => Vouch(node, voucher)).ToList();
        var keyPaths = outputs.SelectMany(output => output.Fields).Concat(vouches.Select(vouch => vouch.Field)).Concat(Telling(inputs, exported)).ToList();
        return new PlanStep
        {
            Id = "",
            Dataset = node.Dataset.Key,
            Collection = node.Collection.Name,
            Table = node.Table?.Name,
            Namespace = new SortedDictionary<string, string>(node.Dataset.Namespace.ToDictionary(), StringComparer.Ordinal),
            Shown = Redaction.Of(search.Graph.Map, node.Dataset, node.Collection),
            Fields = [.. exported.Select(field => field.Name).Concat(keyPaths.Select(path => path.Column)).Concat(node.PrimaryKey).Distinct()],
            KeyFields = [.. keyPaths.Where(path => !IsDocument(node, path)).Select(path => path.Column).Concat(node.PrimaryKey).Distinct()],
            Documents = [.. keyPaths.Where(path => IsDocument(node, path)).Select(path => path.Column).Distinct()],
            PrimaryKey = node.PrimaryKey,
            Exported = exported,
            WithheldFields = disclosure.Kind == DisclosureKind.Export ? rules.Withheld : [],
            Inputs = inputs,
            Outputs = outputs,
            Vouches = vouches,
            Sharing = search.SharingOf(node.Address),
            Disclosure = disclosure,
            Deletion = deletion?.Decisions[node.Address],
            RowCap = search.Graph.Map.FindConnection(node.Dataset.Key)?.Limits.Rows ?? new ConnectionLimits().Rows,
            Needs = [],
        };
    }

    /// <summary>Whether the answer, or the deletion, is about the rows themselves.</summary>
    public static bool Matters(PlanStep step, GraphNode node) => step.Deletion switch
    {
        null => step.Disclosure.Kind != DisclosureKind.WalkThrough,
        DeletionDecision.Delete => true,
        DeletionDecision.Mask mask => mask.Fields.Count + mask.NotErased.Count > 0 || node.HasUserData,
        _ => node.HasUserData,
    };

    /// <summary>How many leading names of each compared field lie in arrays that are cut down to matching elements; empty when none does.</summary>
    public static IReadOnlyList<int> MatchedDepths(GraphNode node, IReadOnlyList<FieldPath> fields)
    {
        int[] depths = [.. fields.Select(path => IsDocument(node, path) ? node.Find(path)!.MatchedDepth : 0)];
        return depths.Any(depth => depth > 0) ? depths : [];
    }

    private Disclosure Disclose(GraphNode node, ExportRules rules)
    {
        if (deletion is not null || rules.Fields.Count + rules.Withheld.Count == 0)
        {
            return new Disclosure(DisclosureKind.WalkThrough);
        }

        if (search.Graph.Map.FindConnection(node.Dataset.Key) is { Processor: true })
        {
            return new Disclosure(DisclosureKind.Withheld, Grounds.Processor, "Held on behalf of another organisation; ask that organisation for it.");
        }

        return rules.Fields.Count > 0
            ? new Disclosure(DisclosureKind.Export)
            : new Disclosure(DisclosureKind.Withheld, Grounds.Security, "Credentials and other secrets are never handed out.");
    }

    /// <summary>Where the parts of a key stand that tell which elements of exported arrays are the person's.</summary>
    private static IEnumerable<FieldPath> Telling(IReadOnlyList<PlanInput> inputs, IReadOnlyList<ExportedField> exported) =>
        inputs.Where(input => input.Fields.Count > 1 && exported.Any(field => input.Cuts(field.Name))).SelectMany(input => input.Fields);

    private static PlanVouch Vouch(GraphNode node, Voucher voucher) =>
        new(voucher.Identity, voucher.Field.Path, Comparisons.Of(node, node.Find(voucher.Field.Path)!, voucher.Identity));

    /// <summary>Whether a value has to be taken out of a document or an array.</summary>
    private static bool IsDocument(GraphNode node, FieldPath path) =>
        !path.IsColumn || node.Find(path) is { InArray: true } || node.Table?.Find(path.Column) is { Kind: ValueKind.Json or ValueKind.Array };
}
