using System.Text.Json.Serialization;
using PrivacyFunctions.Law;

namespace PrivacyFunctions.Requests;

/// <summary>Something that a member of staff decided about a request. The reason, in their own words, is sealed apart: it may speak of the person.</summary>
/// <param name="Number">1, 2, … in a request; names the sealed reason.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Staff">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Round">In which round of work.</param>
public sealed record StaffDecision(int Number, DecisionKind Kind, string Staff, DateTimeOffset At, int Round)
{
    /// <summary>Number of the question that it answers; 0 when none was open.</summary>
    public int Question { get; init; }

    /// <summary>False for an approval that needs another one.</summary>
    public bool Effective { get; init; } = true;

    /// <summary>The ground of a denial, or of leaving systems out.</summary>
    public Ground? Ground { get; init; }

    /// <summary>The plan that was looked at.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Systems that are left out, retried or skipped.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Whether it lets the plan run, whole or in part.</summary>
    public bool Approves(string? planHash) =>
        Effective && (Kind is DecisionKind.Approve or DecisionKind.PartiallyApprove) && planHash is not null && PlanHash == planHash;

    /// <summary>Name of the sealed document that holds the reason.</summary>
    [JsonIgnore]
    public string ReasonDocument => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"decision-{Number}");
}

/// <summary>What staff can decide.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    [JsonStringEnumMemberName("approve")] Approve,
    [JsonStringEnumMemberName("deny")] Deny,
    [JsonStringEnumMemberName("partially-approve")] PartiallyApprove,
    [JsonStringEnumMemberName("retry")] Retry,
    [JsonStringEnumMemberName("skip")] Skip,
}
