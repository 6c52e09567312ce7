using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Triage;

/// <summary>Reads off a plan what is erased, in order.</summary>
internal static class PlannedErasures
{
    public static IReadOnlyList<PlannedErasure> Of(Plan plan, PrivacyMap map)
    {
        var steps = plan.Steps().ToDictionary(step => step.Id, StringComparer.Ordinal);
        return [.. plan.DeletionOrder.Select(id => new PlannedErasure(id, steps[id].Dataset, EraseAfter(plan, map, steps, steps[id])))];
    }

    private static IReadOnlyList<string> EraseAfter(Plan plan, PrivacyMap map, Dictionary<string, PlanStep> steps, PlanStep step)
    {
        var wanted = map.Find(step.Address())?.EraseAfter.Select(after => after.Value).ToHashSet(StringComparer.Ordinal) ?? [];
        return wanted.Count == 0
            ? []
            : [.. plan.DeletionOrder.TakeWhile(id => id != step.Id).Where(id => steps[id].Dataset != step.Dataset && wanted.Contains(steps[id].Address().ToString()))];
    }
}
