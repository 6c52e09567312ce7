using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PrivacyFunctions.Law;

namespace PrivacyFunctions.Requests;

/// <summary>
/// One request of one person, without the person: it holds no personal data, so it may be listed, logged by id and kept for 24 months.
/// Who asked is in the <see cref="PartyDocument"/>.
/// </summary>
public sealed record RightsRequest
{
    public required RequestId Id { get; init; }

    public required Right Right { get; init; }

    public required RequestStatus Status { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>The law whose deadlines and grounds apply.</summary>
    public required LawId Law { get; init; }

    /// <summary>The edition of that law's data, which deadlines, grounds and rules were taken from when the request was filed.</summary>
    public string LawVersion { get; init; } = "";

    /// <summary>Why this law, in a sentence for staff.</summary>
    public string LawReason { get; init; } = "";

    /// <summary>ISO 3166-1 or -2 code, if one was given.</summary>
    public string? Residence { get; init; }

    public required string PolicyVersion { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>By when receipt must be confirmed, where the law says so.</summary>
    public DateTimeOffset? ConfirmBy { get; init; }

    /// <summary>How the deadlines were computed, sentence by sentence.</summary>
    public IReadOnlyList<string> DeadlineExplanation { get; init; } = [];

    public DateTimeOffset? ExtendedTo { get; init; }

    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>How often an orchestration was started for it; the first is round 1.</summary>
    public int Round { get; init; }

    /// <summary>Data categories asked for; empty means all that is the person's (<c>user</c>).</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Names of the identities that were given.</summary>
    public IReadOnlyList<string> GivenIdentities { get; init; } = [];

    /// <summary>Names of the identities that were proved; only these start a search.</summary>
    public IReadOnlyList<string> ProvedIdentities { get; init; } = [];

    /// <summary>Names of given identities that staff proved besides, to be surer who asks. They start no search.</summary>
    public IReadOnlyList<string> SteppedUpIdentities { get; init; } = [];

    /// <summary>Whether the requester signed, under penalty of perjury, that they are the one whom the data is about. See 11 CCR 7062(c).</summary>
    public bool Declared { get; init; }

    /// <summary>Members of staff who vouched for identities; none of them approves the request.</summary>
    public IReadOnlyList<string> VerifiedBy { get; init; } = [];

    /// <summary>Names of the identities that did not count.</summary>
    public IReadOnlyList<string> UnusedIdentities { get; init; } = [];

    /// <summary>How the requester is verified: <c>email</c> or <c>staff</c>.</summary>
    public required string VerificationMethod { get; init; }

    /// <summary>256 random bits under the tracking token, base64.</summary>
    public required string TokenSalt { get; init; }

    /// <summary>The code that verifies the request, while one is out.</summary>
    public CodeChallenge? VerificationCode { get; init; }

    /// <summary>The code that opens the download, while one is out.</summary>
    public CodeChallenge? DownloadCode { get; init; }

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    public IReadOnlyList<WithheldItem> Withheld { get; init; } = [];

    public IReadOnlyList<RequestGap> Gaps { get; init; } = [];

    public IReadOnlyList<BundleVersion> Bundles { get; init; } = [];

    /// <summary>Digest of the plan that the current round runs.</summary>
    public string? PlanHash { get; init; }

    /// <summary>What staff are asked, or were asked last.</summary>
    public ReviewQuestion? Question { get; init; }

    /// <summary>What staff decided, in order.</summary>
    public IReadOnlyList<StaffDecision> Decisions { get; init; } = [];

    /// <summary>Decisions on failed systems that wait for the orchestration to ask.</summary>
    public IReadOnlyList<SystemVerdict> Verdicts { get; init; } = [];

    /// <summary>How many reminders to verify were due so far.</summary>
    public int Reminders { get; init; }

    /// <summary>Why staff should look at it: <see cref="AttentionCode"/>.</summary>
    public IReadOnlyList<string> Attention { get; init; } = [];

    /// <summary>When it was found open past its deadline.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>When its orchestration was last told to begin, or of an objection, and has not taken it yet; null otherwise. See <see cref="HandOver"/>.</summary>
    public DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>True when it was closed over an orchestration that has to be ended.</summary>
    public bool WorkToEnd { get; init; }

    /// <summary>True from the first deletion, correction or disclosure that cannot be taken back; then a cancellation is refused.</summary>
    public bool Irreversible { get; init; }

    /// <summary>Until when an approved deletion waits for the person to say that it was not them; null when it does not wait.</summary>
    public DateTimeOffset? CoolingOffUntil { get; init; }

    /// <summary>When the person whose address is proved said that it was not them. Nothing is changed anywhere before staff decided anew.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Receipts of a deletion, oldest first.</summary>
    public IReadOnlyList<ReceiptVersion> Receipts { get; init; } = [];

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When staff last wrote down how they know who the requester is; null when none of that is kept.</summary>
    public DateTimeOffset? EvidenceAt { get; init; }

    /// <summary>What of it has gone, and when.</summary>
    public IReadOnlyDictionary<RetentionKind, DateTimeOffset> Purged { get; init; } = ImmutableDictionary<RetentionKind, DateTimeOffset>.Empty;

    /// <summary>Version of the stored row, for conditional writes; 0 before it is stored. Not part of the stored document.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>True once the requester proved who they are: then a search was, or will be, done for the proved identities.</summary>
    [JsonIgnore]
    public bool IsVerified => ProvedIdentities.Count > 0;

    /// <summary>By when the answer is due, an extension included.</summary>
    [JsonIgnore]
    public DateTimeOffset AnswerBy => ExtendedTo ?? DueAt;

    /// <summary>True once an answer was given, if only in part: a later round adds to it.</summary>
    [JsonIgnore]
    public bool WasAnswered => Timeline.Any(entry => entry.Name == WireName.Of(RequestStatus.PartiallyCompleted));

    /// <summary>Data points about the requester that are proved.</summary>
    [JsonIgnore]
    public int ProofPoints => ProvedIdentities.Union(SteppedUpIdentities, StringComparer.Ordinal).Count();

    /// <summary>The approval under which the present plan runs, whole or in part; what it leaves out is in its datasets.</summary>
    [JsonIgnore]
    public StaffDecision? Approval => Decisions.LastOrDefault(decision => decision.Approves(PlanHash));

    /// <summary>Whether staff let only a part of the present plan run.</summary>
    [JsonIgnore]
    public bool IsApprovedInPart => Approval is { Kind: DecisionKind.PartiallyApprove };

    /// <summary>The work of the current round; its instance id is the orchestration's.</summary>
    [JsonIgnore]
    public RequestWork Work => new(Id.Value, Round);
}
