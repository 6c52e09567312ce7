using PrivacyFunctions.Http;
using PrivacyFunctions.Law;
using PrivacyFunctions.Ports;
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

    /// <summary>The edition of the law's data that the request was filed under.</summary>
    public required string LawVersion { get; init; }

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

    /// <summary>What waits for staff; absent when nothing does.</summary>
    public QuestionView? Question { get; init; }

    /// <summary>What staff decided so far.</summary>
    public required IReadOnlyList<DecisionView> Decisions { get; init; }

    /// <summary>Why staff should look at it: <c>unverified</c>, <c>overdue</c>.</summary>
    public required IReadOnlyList<string> Attention { get; init; }

    public required IReadOnlyList<SystemStatusView> Systems { get; init; }

    public required IReadOnlyList<WithheldItem> Withheld { get; init; }

    public required IReadOnlyList<RequestGap> Gaps { get; init; }

    public required IReadOnlyList<BundleView> Bundles { get; init; }

    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The case of a request.</summary>
    /// <param name="snapshot">Request and systems.</param>
    /// <param name="party">Who asked, unless it was destroyed.</param>
    /// <param name="reasons">Reasons of decisions by their numbers, as far as they can be read.</param>
    public static CaseView Of(RequestSnapshot snapshot, PartyDocument? party, IReadOnlyDictionary<int, Personal> reasons)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var request = snapshot.Request;
        return new CaseView
        {
            RequestId = request.Id,
            Right = request.Right,
            Status = request.Status,
            Outcome = request.Outcome,
            Law = request.Law,
            LawVersion = request.LawVersion,
            LawReason = request.LawReason,
            Residence = request.Residence,
            PolicyVersion = request.PolicyVersion,
            ReceivedAt = request.ReceivedAt,
            ConfirmBy = request.ConfirmBy,
            DueAt = request.DueAt,
            ExtendedTo = request.ExtendedTo,
            PausedSince = request.PausedSince,
            DeadlineExplanation = request.DeadlineExplanation,
            Party = PartyView.Of(party),
            VerificationMethod = request.VerificationMethod,
            ProvedIdentities = request.ProvedIdentities,
            UnusedIdentities = request.UnusedIdentities,
            Categories = request.Categories,
            Round = request.Round,
            PlanHash = request.PlanHash,
            Question = QuestionView.Of(request),
            Decisions = [.. request.Decisions.Select(decision => DecisionView.Of(decision, reasons.GetValueOrDefault(decision.Number)))],
            Attention = RequestTransitions.IsClosed(request.Status) ? [] : request.Attention,
            Systems = [.. snapshot.Systems.Select(StatusReport.Of)],
            Withheld = request.Withheld,
            Gaps = request.Gaps,
            Bundles = [.. request.Bundles.Select(BundleView.Of)],
            Timeline = request.Timeline,
            UpdatedAt = request.UpdatedAt,
            ClosedAt = request.ClosedAt,
        };
    }
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
