using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Deletion;

/// <summary>What a plan's decisions mean for the run.</summary>
internal static class ErasureRules
{
    /// <summary>Whether the receipt says something about the collection: not when its rows are read for their keys alone.</summary>
    public static bool IsReported(PlanStep step) => step.Deletion is not (null or DeletionDecision.Mask { Fields.Count: 0, NotErased.Count: 0 });

    /// <summary>Whether rows of the collection are deleted or masked.</summary>
    public static bool IsChanged(PlanStep step) => step.Deletion is DeletionDecision.Delete or DeletionDecision.Mask { Fields.Count: > 0 };

    /// <summary>Tables that changing a collection may change along with it.</summary>
    public static IReadOnlyList<string> AllowedTables(PlanStep step) => step.Deletion switch
    {
        DeletionDecision.Delete delete => delete.AllowedTables,
        DeletionDecision.Mask mask => mask.AllowedTables,
        _ => [],
    };
}
