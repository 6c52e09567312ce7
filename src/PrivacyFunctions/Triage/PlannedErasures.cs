using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Triage;

/// <summary>Reads off a plan what is erased, in order.</summary>
internal static class PlannedErasures
{
    public static IReadOnlyList<PlannedErasure> Of(Plan plan, PrivacyMap map)
    {
        var steps = plan.Steps().ToDictionary(step => step.Id, StringComparer.Ordinal);
        return [.. plan.DeletionOrder.Select(id => new PlannedErasure(id, steps[id].Dataset, After(plan, map, steps, steps[id])))];
    }

    private static IReadOnlyList<string> After(Plan plan, PrivacyMap map, Dictionary<string, PlanStep> steps, PlanStep step)
    {
        var wanted = map.Find(step.Address())?.EraseAfter.Select(after => after.Value).ToHashSet(StringComparer.Ordinal) ?? [];
        var earlier = plan.DeletionOrder.TakeWhile(id => id != step.Id).Select(id => steps[id]).Where(other => other.Dataset != step.Dataset);
        return [.. earlier.Where(other => wanted.Contains(other.Address().ToString()) || RefersTo(map, other, step)).Select(other => other.Id)];
    }

    // Two datasets may lie in one database: then rows of one keep rows of the other, and go before them.
    private static bool RefersTo(PrivacyMap map, PlanStep child, PlanStep parent) =>
        parent.Deletion is DeletionDecision.Delete delete
        && delete.KeptReferrers.Any(referrer => referrer.Table == child.Table)
        && map.FindConnection(child.Dataset) is { } one
        && map.FindConnection(parent.Dataset) is { } other
        && IsSame(one, other);

    private static bool IsSame(ConnectionEntry one, ConnectionEntry other) =>
        one.Kind.Value == other.Kind.Value
        && one.Settings.Count == other.Settings.Count
        && one.Settings.All(setting => other.Settings.TryGetValue(setting.Key, out var same) && same.Value == setting.Value.Value);
}
