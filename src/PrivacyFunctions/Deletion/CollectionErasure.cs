using System.Text.Json.Serialization;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Deletion;

/// <summary>
/// What is known of the erasing of one collection, kept among the request's documents. The count before stands there before the first change, so
/// that after a crash between the system's commit and ours the next attempt can still tell what the first one did.
/// </summary>
public sealed record CollectionErasure
{
    /// <summary>The plan it belongs to.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The round in which it was begun.</summary>
    public required int Round { get; init; }

    /// <summary>Rows that the search found and that can be addressed.</summary>
    public required long Planned { get; init; }

    /// <summary>Those of them that were there right before the first change.</summary>
    public required long Before { get; init; }

    /// <summary>Whether the change is done; the counts below are final then.</summary>
    public bool Done { get; init; }

    /// <summary>Rows that went, whichever attempt deleted them.</summary>
    public long Deleted { get; init; }

    /// <summary>Rows that stayed and whose values were replaced.</summary>
    public long Masked { get; init; }

    /// <summary>Rows that the last attempt found gone already: an earlier attempt had deleted them.</summary>
    public long ByEarlierAttempt { get; init; }

    /// <summary>Fields that could not be masked when it came to it.</summary>
    public IReadOnlyList<UnmaskedField> NotMasked { get; init; } = [];

    /// <summary>What a look afterwards found; null before it.</summary>
    public RequeriedRows? Requeried { get; init; }

    /// <summary>Rows deleted or masked by an earlier round under another plan.</summary>
    public long Earlier { get; init; }

    /// <summary>Rows deleted or masked under this plan.</summary>
    [JsonIgnore]
    public long Affected => Deleted + Masked;

    /// <summary>At the start of another attempt: rows that are gone now and were there before are those that the attempts so far deleted.</summary>
    /// <param name="step">The collection.</param>
    /// <param name="there">Rows that are there now.</param>
    public CollectionErasure Recounted(PlanStep step, long there)
    {
        ArgumentNullException.ThrowIfNull(step);
        var gone = Math.Max(0, Before - there);
        return step.Deletion is DeletionDecision.Delete
            ? this with { Deleted = gone, Masked = 0, ByEarlierAttempt = gone }
            : step.PrimaryKey.Count == 0 ? this with { Masked = gone, ByEarlierAttempt = gone } : this with { Masked = 0 };
    }

    /// <summary>After a change that went through.</summary>
    /// <param name="step">The collection.</param>
    /// <param name="byKey">Whether rows were named by their primary keys; else masking can hide them from the search that found them.</param>
    /// <param name="result">What the system says.</param>
    public CollectionErasure After(PlanStep step, bool byKey, ChangeResult result)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(result);
        var before = Math.Max(0, Before - result.Matched);
        return step.Deletion is DeletionDecision.Delete
            ? this with { Done = true, Deleted = before + result.Deleted, Masked = result.Masked, ByEarlierAttempt = before, NotMasked = result.NotMasked }
            : this with { Done = true, Masked = (byKey ? 0 : before) + result.Masked, ByEarlierAttempt = byKey ? 0 : before, NotMasked = result.NotMasked };
    }

    /// <summary>After a change of which only the first transactions went through.</summary>
    public CollectionErasure AfterPart(ChangeResult committed)
    {
        ArgumentNullException.ThrowIfNull(committed);
        return this with { Deleted = Deleted + committed.Deleted, Masked = Masked + committed.Masked, NotMasked = committed.NotMasked };
    }
}

/// <summary>What was found after the erasure.</summary>
/// <param name="ByKey">Rows with the primary keys that were staged; null where rows have none.</param>
/// <param name="BySearch">Rows that the original search finds.</param>
/// <param name="Unmasked">Rows in which a masked field still holds a value, as far as that can be told.</param>
/// <param name="Appeared">Rows of <paramref name="BySearch"/> whose primary keys were not staged: they came after the search.</param>
public sealed record RequeriedRows(long? ByKey, long BySearch, long Unmasked, long Appeared = 0);
