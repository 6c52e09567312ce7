using PrivacyFunctions.DataMap;
using PrivacyFunctions.Tests.DataMap.Search;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

/// <summary>Erases what a plan says, step by step in its order, on rows in memory; knows nothing but the plan.</summary>
internal sealed class PlanEraser(Plan plan, World world, IReadOnlyDictionary<string, Found> found)
{
    private readonly Dictionary<(string, int), string> _fates = world.Collections
        .SelectMany(collection => Enumerable.Range(0, collection.Rows.Count).Select(row => (collection.Address, row))).ToDictionary(row => row, _ => "kept");

    public Dictionary<(string, int), string> Fates()
    {
        foreach (var step in plan.DeletionOrder.Select(id => plan.Steps().Single(step => step.Id == id)))
        {
            var address = step.Address().ToString();
            var going = step.Deletion is DeletionDecision.Delete ? found[address].Own.ToHashSet() : [];
            while (step.Deletion is DeletionDecision.Delete delete && going.RemoveWhere(row => IsProtected(delete, step, row, going)) > 0)
            {
            }

            var masks = step.Deletion is DeletionDecision.Delete { Instead: var instead } ? instead : step.Deletion as DeletionDecision.Mask;
            foreach (var row in found[address].Own)
            {
                _fates[(address, row)] = going.Contains(row) ? "deleted" : Masked(masks!);
            }
        }

        return _fates;
    }

    private static string Masked(DeletionDecision.Mask mask) => mask.Fields.Count == 0
        ? "kept"
        : string.Join(',', mask.Fields.Select(field => $"{field.Field}={field.Strategy.Name}").Order(StringComparer.Ordinal));

    private bool IsProtected(DeletionDecision.Delete delete, PlanStep step, int row, HashSet<int> going)
    {
        var own = world.Collections.Single(collection => collection.Address == step.Address().ToString());
        return delete.KeptReferrers.Any(referrer =>
        {
            var holder = world.Collections.Single(collection => collection.Dataset == step.Dataset && collection.Name == referrer.Table);
            return Enumerable.Range(0, holder.Rows.Count).Any(other =>
                _fates[(holder.Address, other)] != "deleted" && !(holder == own && going.Contains(other))
                && NaiveErasure.Refers(holder.Rows[other], referrer.Columns, own.Rows[row], referrer.ReferencedColumns));
        });
    }
}
