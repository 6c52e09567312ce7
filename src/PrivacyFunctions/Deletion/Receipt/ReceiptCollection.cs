using System.Text.Json.Serialization;

namespace PrivacyFunctions.Deletion;

/// <summary>What was done in one collection.</summary>
public sealed record ReceiptCollection
{
    /// <summary>The system, by its published name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The collection, by its published name.</summary>
    public required string Collection { get; init; }

    /// <summary>What became of the rows.</summary>
    public required ReceiptAction Action { get; init; }

    /// <summary>Rows that were found, those included that were left.</summary>
    public long Found { get; init; }

    /// <summary>Rows that were to be erased.</summary>
    public long Planned { get; init; }

    /// <summary>Those of them that were there right before. Of rows that nothing was to be done to: as found.</summary>
    public long Before { get; init; }

    /// <summary>Rows deleted or masked.</summary>
    public long Affected { get; init; }

    /// <summary>Rows deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>Rows that stayed, without their personal values.</summary>
    public long Masked { get; init; }

    /// <summary>
    /// Rows that are still there; of masked ones the row without its values. Of rows that nothing was done to: as found. Null when nobody could look.
    /// </summary>
    public long? After { get; init; }

    /// <summary>Erased rows that a look by primary key found again, or found unmasked. Null when rows have no key, or nobody could look.</summary>
    public long? FoundAgainByKey { get; init; }

    /// <summary>Rows that the original search finds afterwards; null when nobody could look.</summary>
    public long? FoundAgainBySearch { get; init; }

    /// <summary>Rows that were found and gone before we came.</summary>
    public long AlreadyGone { get; init; }

    /// <summary>Why the rows were kept, for retained and left ones.</summary>
    public string? Ground { get; init; }

    /// <summary>The same in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Rows of a collection that is erased which were kept all the same.</summary>
    public IReadOnlyList<ReceiptKept> Kept { get; init; } = [];

    /// <summary>Personal values that stay in rows that were not deleted.</summary>
    public IReadOnlyList<ReceiptField> NotErased { get; init; } = [];
}

/// <summary>What became of a collection's rows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiptAction>))]
public enum ReceiptAction
{
    /// <summary>They went.</summary>
    [JsonStringEnumMemberName("deleted")] Deleted,

    /// <summary>They stayed, their personal values went.</summary>
    [JsonStringEnumMemberName("masked")] Masked,

    /// <summary>They stayed because a rule of the data map keeps them.</summary>
    [JsonStringEnumMemberName("retained")] Retained,

    /// <summary>They stayed: they may be others', belong to somebody else, or were left out by staff.</summary>
    [JsonStringEnumMemberName("left")] Left,

    /// <summary>They should have gone, and the system failed.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Nobody could look.</summary>
    [JsonStringEnumMemberName("not-searched")] NotSearched,
}

/// <summary>Rows that were kept.</summary>
/// <param name="Count">How many.</param>
/// <param name="Ground">One of the closed list of grounds.</param>
/// <param name="Reason">A sentence for the person.</param>
public sealed record ReceiptKept(long Count, string Ground, string Reason);

/// <summary>A field whose values were not erased.</summary>
/// <param name="Field">Its published name.</param>
/// <param name="Why">A code.</param>
/// <param name="Rows">In how many rows; null when it is a rule for all.</param>
public sealed record ReceiptField(string Field, string Why, long? Rows = null);
