using System.Text.Json.Serialization;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>What the ledger says of the connected systems.</summary>
/// <param name="Applied">Whether what was found was to be erased again.</param>
/// <param name="Collections">Every collection that the ledger names.</param>
public sealed record RestoreReport(bool Applied, IReadOnlyList<RestoreFinding> Collections)
{
    /// <summary>Rows that came back.</summary>
    public long Found => Collections.Sum(finding => finding.Found);

    /// <summary>Whether all was compared, and nothing that had to be erased again is left.</summary>
    public bool IsDone => Collections.All(finding => finding.State is not (RestoreState.Failed or RestoreState.NotMapped or RestoreState.Left)
        && (!Applied || finding.State != RestoreState.Kept));
}

/// <summary>What was found in one collection, and what became of it.</summary>
public sealed record RestoreFinding
{
    /// <summary>The dataset's key.</summary>
    public required string Dataset { get; init; }

    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>How it stands.</summary>
    public required RestoreState State { get; init; }

    /// <summary>What the data map says now: <c>delete</c>, <c>mask</c>, <c>retain</c> or <c>leave</c>; null when it does not name the collection.</summary>
    public string? Action { get; init; }

    /// <summary>Rows compared.</summary>
    public long Compared { get; init; }

    /// <summary>Rows that the ledger names and that are there unerased.</summary>
    public long Found { get; init; }

    /// <summary>Rows that have a recorded primary key but nothing else of the recorded row: the key may have been given to somebody else, so they are never touched.</summary>
    public long Look { get; init; }

    /// <summary>Rows deleted again.</summary>
    public long Deleted { get; init; }

    /// <summary>Rows masked again.</summary>
    public long Masked { get; init; }

    /// <summary>Rows still there unerased when everything was compared once more; null before that.</summary>
    public long? Left { get; init; }

    /// <summary>The ground on which the rows stay, or the code of what went wrong.</summary>
    public string? Code { get; init; }

    /// <summary>A sentence about the code.</summary>
    public string? Reason { get; init; }
}

/// <summary>How a collection stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RestoreState>))]
public enum RestoreState
{
    /// <summary>Nothing came back.</summary>
    [JsonStringEnumMemberName("clean")] Clean,

    /// <summary>Rows came back.</summary>
    [JsonStringEnumMemberName("found")] Found,

    /// <summary>They were erased again.</summary>
    [JsonStringEnumMemberName("erased")] Erased,

    /// <summary>Rows came back that the data map keeps now.</summary>
    [JsonStringEnumMemberName("kept")] Kept,

    /// <summary>Not all of them could be erased.</summary>
    [JsonStringEnumMemberName("left")] Left,

    /// <summary>The data map does not reach the collection: it was not compared.</summary>
    [JsonStringEnumMemberName("not-mapped")] NotMapped,

    /// <summary>The system failed: it was not, or not wholly, compared or changed.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
