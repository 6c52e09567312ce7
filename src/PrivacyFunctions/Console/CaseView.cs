using PrivacyFunctions.Http;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Everything about a request but the person's data itself.</summary>
public sealed record CaseView
{
    public required RequestId RequestId { get; init; }

    public required Right Right { get; init; }

    public required RequestStatus Status { get; init; }

    public Outcome? Outcome { get; init; }

    public required LawId Law { get; init; }

    public required string LawReason { get; init; }

    public string? Residence { get; init; }

    public required string PolicyVersion { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? ConfirmBy { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? ExtendedTo { get; init; }

    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>How the deadlines were computed.</summary>
    public required IReadOnlyList<string> DeadlineExplanation { get; init; }

    /// <summary>Who asked; absent once it was destroyed.</summary>
    public PartyView? Party { get; init; }

    public required string VerificationMethod { get; init; }

    public required IReadOnlyList<string> ProvedIdentities { get; init; }

    public required IReadOnlyList<string> UnusedIdentities { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    public required int Round { get; init; }

    public string? PlanHash { get; init; }

    public required IReadOnlyList<SystemStatusView> Systems { get; init; }

    public required IReadOnlyList<WithheldItem> Withheld { get; init; }

    public required IReadOnlyList<RequestGap> Gaps { get; init; }

    public required IReadOnlyList<BundleView> Bundles { get; init; }

    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Who asked, for staff.</summary>
public sealed record PartyView(IReadOnlyDictionary<string, string> Identities, string? Name, string? Note, string? ContactAddress)
{
    public static PartyView? Of(PartyDocument? party) => party is null
        ? null
        : new(
            party.Identities.ToDictionary(i => i.Key, i => i.Value.Value), party.Name?.Value, party.Note?.Value, party.ContactAddress?.Value);

    public override string ToString() => "***";
}
