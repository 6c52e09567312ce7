using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>Where the contents of a receipt come from.</summary>
public sealed record ReceiptSources
{
    /// <summary>The request.</summary>
    public required RightsRequest Request { get; init; }

    /// <summary>What was approved.</summary>
    public required Plan Plan { get; init; }

    /// <summary>What the search found, by step; absent where it failed.</summary>
    public required IReadOnlyDictionary<string, StagedRows> Staged { get; init; }

    /// <summary>What was erased, by step.</summary>
    public required IReadOnlyDictionary<string, CollectionErasure> Erased { get; init; }

    /// <summary>How each system fared.</summary>
    public required IReadOnlyList<SystemProgress> Progress { get; init; }

    /// <summary>How erasing began; null when nothing was found.</summary>
    public BegunErasure? Begun { get; init; }

    /// <summary>The key that will sign.</summary>
    public required string KeyId { get; init; }

    /// <summary>When the receipt is made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The erasure of a step under the plan that ran.</summary>
    internal CollectionErasure? ErasureOf(PlanStep step) => Erased.GetValueOrDefault(step.Id) is { } erasure && erasure.PlanHash == Plan.PlanHash ? erasure : null;

    /// <summary>Whether staff left the step's system out of what they approved.</summary>
    internal bool IsLeftOut(PlanStep step) => Request.Approval is { } approval && approval.Datasets.Contains(step.Dataset);

    /// <summary>Whether a system failed, or staff went on without it.</summary>
    internal SystemState StateOf(string dataset) => Progress.FirstOrDefault(row => row.Dataset == dataset)?.State ?? SystemState.Failed;
}
