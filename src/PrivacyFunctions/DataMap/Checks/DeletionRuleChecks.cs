namespace PrivacyFunctions.DataMap;

/// <summary>The entries under <c>deletion:</c> against each other and the collections.</summary>
internal static class DeletionRuleChecks
{
    public static void Run(PrivacyMap map, ProblemList problems)
    {
        var collections = map.Datasets.SelectMany(dataset => dataset.Collections).ToList();
        foreach (var rule in map.DeletionRules)
        {
            var matched = collections.Where(collection => rule.Matches(collection.Address)).ToList();
            if (matched.Count == 0)
            {
                problems.Error(MapCodes.DeletionMatchesNothing, rule.Selector.At, $"No collection is called {Quote.Name(rule.Selector.Value)}; write dataset.collection, dataset.* or *.");
            }
            else
            {
                Precedence(map, rule, matched, problems);
            }
        }

        MasksBeforeRetain(map, collections, problems);
    }

    private static void Precedence(PrivacyMap map, DeletionRule rule, List<DatasetCollection> matched, ProblemList problems)
    {
        var deciding = matched.Select(collection => (Collection: collection, Rule: DeletionDecider.Decisive(map, collection))).ToList();
        if (deciding.Exists(entry => entry.Rule is null || ReferenceEquals(entry.Rule, rule)) || (rule is DeletionRule.Mask && deciding.Exists(entry => entry.Rule is not DeletionRule.Delete)))
        {
            return;
        }

        var first = deciding[0].Rule!;
        if (rule is DeletionRule.Retain && deciding.Exists(entry => entry.Rule is DeletionRule.Delete))
        {
            problems.Error(MapCodes.DeletionContradiction, rule.At, $"{Quote.Name(rule.Selector.Value)} is to be retained, but the entry at {first.At} deletes it first; put this entry before that one.");
        }
        else if (rule is DeletionRule.Delete && first is DeletionRule.Retain && rule.Selector.Value == first.Selector.Value)
        {
            problems.Error(MapCodes.DeletionContradiction, rule.At, $"{Quote.Name(rule.Selector.Value)} is to be deleted, but the entry at {first.At} retains it; remove one of them.");
        }
        else
        {
            problems.Warning(MapCodes.DeletionNeverApplies, rule.At, $"This entry for {Quote.Name(rule.Selector.Value)} never applies: the entry at {first.At} decides first.");
        }
    }

    private static void MasksBeforeRetain(PrivacyMap map, List<DatasetCollection> collections, ProblemList problems)
    {
        foreach (var collection in collections)
        {
            if (DeletionDecider.Decisive(map, collection) is not DeletionRule.Retain retain)
            {
                continue;
            }

            foreach (var mask in map.DeletionRules.TakeWhile(rule => !ReferenceEquals(rule, retain)).OfType<DeletionRule.Mask>().Where(rule => rule.Matches(collection.Address)))
            {
                problems.Error(MapCodes.MaskBeforeRetain, mask.At, $"This mask matches {Quote.Name(collection.Address)}, which the entry at {retain.At} retains as it is; put the retain entry before the mask.");
            }
        }
    }
}
