namespace PrivacyFunctions.DataMap;

/// <summary>
/// What deletion does with a collection, in the contract's order of precedence: processor or shared; then the first entry with
/// <c>retain</c> or <c>delete</c> (a collection's override is a last <c>delete</c>); then masks field by field.
/// </summary>
internal static class DeletionDecider
{
    public static DeletionDecision Decide(PrivacyMap map, GraphNode node, Sharing sharing)
    {
        if (map.FindConnection(node.Dataset.Key) is { Processor: true })
        {
            return new DeletionDecision.Leave(Grounds.Processor, "Held on behalf of another organisation, which decides about it.");
        }

        if (sharing == Sharing.All)
        {
            return new DeletionDecision.Leave(Grounds.Shared, "The record may belong to several people.");
        }

        return Decisive(map, node.Collection) switch
        {
            DeletionRule.Retain retain => new DeletionDecision.Retain(retain.Ground.Value, retain.Reason, retain.At.ToString()),
            DeletionRule.Delete delete => new DeletionDecision.Delete(delete.At.ToString(), [], null),
            _ => FieldMasks.Of(node, Masks(map, node.Collection)),
        };
    }

    /// <summary>The entry that decides about whole rows; null when fields are masked.</summary>
    public static DeletionRule? Decisive(PrivacyMap map, DatasetCollection collection) =>
        map.DeletionRules.FirstOrDefault(rule => rule is not DeletionRule.Mask && rule.Matches(collection.Address))
        ?? (collection.DeleteOverride is { } last ? new DeletionRule.Delete(new Located<string>(collection.Address.ToString(), last.At), last.At) : null);

    /// <summary>The masks that apply, first to last. Those before a <c>delete</c> never do, not even to a row that is masked instead.</summary>
    public static IReadOnlyList<DeletionRule.Mask> Masks(PrivacyMap map, DatasetCollection collection)
    {
        var rules = Decisive(map, collection) is { } decisive ? map.DeletionRules.SkipWhile(rule => !ReferenceEquals(rule, decisive)) : map.DeletionRules;
        return [.. rules.OfType<DeletionRule.Mask>().Where(rule => rule.Matches(collection.Address))];
    }
}
