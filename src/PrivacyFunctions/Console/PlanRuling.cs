using PrivacyFunctions.Http;
using PrivacyFunctions.Law;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.StaffConsole;

/// <summary>What a decision on a plan does to its request: who may take it, how many it takes, and what follows.</summary>
public sealed class PlanRuling(PartyFile parties, TimeProvider time)
{
    private const string Everything = "*";

    /// <summary>The change that the decision makes.</summary>
    /// <param name="request">The request, waiting for a decision on its plan.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="staff">Who decides.</param>
    /// <param name="words">Their reason.</param>
    /// <param name="reason">The same, sealed.</param>
    /// <param name="cancellation">Ends the reading of the party.</param>
    public async Task<Change> RuleAsync(
        RightsRequest request, StaffDecision decision, StaffMember staff, Personal words, byte[] reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(staff);
        var documents = new Dictionary<string, byte[]?> { [decision.ReasonDocument] = reason };
        var decided = request with { Decisions = [.. request.Decisions, decision], UpdatedAt = time.GetUtcNow() };
        if (decision.Kind == DecisionKind.Deny) return await DenyAsync(decided, decision, words, documents, cancellation);
        return Refuse(request, decision, staff) is { } refusal ? new Change(null, refusal) : Approve(decided, decision, documents);
    }

    /// <summary>Approvals of the open question; those from before the person objected do not count.</summary>
    public static IReadOnlyList<StaffDecision> Approvals(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
        [
            .. from other in request.Decisions
               where other.Kind is DecisionKind.Approve or DecisionKind.PartiallyApprove
               where other.Question == request.Question?.Number && other.Round == request.Round && other.Number >= request.Question?.CountsFrom
               select other,
        ];
    }

    private static Problem? Refuse(RightsRequest request, StaffDecision decision, StaffMember staff)
    {
        if (!staff.Shared && request.VerifiedBy.Contains(staff.Id))
            return new Problem(ProblemType.RuleRefused, "You vouched for this requester, so somebody else must approve.");
        var others = Approvals(request);
        if (others.Any(other => other.Staff == staff.Id))
            return new Problem(ProblemType.RuleRefused, "You approved this plan already; it needs the approval of somebody else.");
        return others.All(other => Agree(other, decision))
            ? null
            : new Problem(ProblemType.RuleRefused, "Somebody approved this plan in another way. Decide the same, or deny the request.");
    }

    private static bool Agree(StaffDecision one, StaffDecision other) =>
        one.Kind == other.Kind && one.Ground == other.Ground && one.Datasets.ToHashSet(StringComparer.Ordinal).SetEquals(other.Datasets);

    private Change Approve(RightsRequest request, StaffDecision decision, Dictionary<string, byte[]?> documents)
    {
        var question = request.Question!;
        var (given, needed) = (Approvals(request).Count, question.Demand.PeopleFor(request.ProofPoints, request.Declared));
        var enough = given >= needed;
        var plan = new PlanDecided(decision.PlanHash!, decision.Datasets);
        var approved = request with
        {
            // Only who was told of an objection can overrule it.
            FrozenAt = enough && question.Code == ReviewQuestion.NotMe ? null : request.FrozenAt,
            Decisions = [.. request.Decisions.SkipLast(1), decision with { Effective = enough }],
            Question = enough ? question with { Said = new StaffWord(time.GetUtcNow()) { Plan = plan } } : question,
            Timeline = [.. request.Timeline, new TimelineEntry(enough ? "approved" : "first-approval", decision.At, "staff", WireName.Of(decision.Kind))],
        };
        IReadOnlyList<OutboxMessage> messages = enough ? [PrivacyEvents.Decided(approved, decision)] : [];
        if (enough && question.PlanHash == WorkCode.NoPlan)
        {
            // Nobody listens any more: it is begun anew.
            approved = approved.Move(RequestStatus.Queued, decision.At, actor: "staff", code: WorkCode.Restarted);
            messages = [.. messages, VerifiedRequests.Message(approved)];
        }

        var commit = new RequestCommit(approved) { Documents = documents, Audit = [DecisionReasons.Entry(request, decision)], Messages = messages };
        return new Change(commit, Answer(approved, decision, given, needed));
    }

    private async Task<Change> DenyAsync(
        RightsRequest request, StaffDecision decision, Personal words, Dictionary<string, byte[]?> documents, CancellationToken cancellation)
    {
        if (request.Irreversible) return new Change(null, new Problem(ProblemType.WrongState, "It is too late to deny this request: its plan runs."));
        var ground = decision.Ground!.Value;
        var denied = request.Move(RequestStatus.Denied, decision.At, Outcome.Denied, "staff", WireName.Of(ground)) with
        {
            Withheld = [new WithheldItem(Everything, 0, WireName.Of(ground), GroundWords.Of(ground))],
            WorkToEnd = true,
        };
        var notice = await parties.ReasonedNoticeAsync(
            denied, NoticeKind.Denied, $"{decision.Number}", decision.At, notice => notice with { Ground = ground, Reason = words, Remedies = StatuteBook.Remedies(denied.Law) }, cancellation);
        var commit = new RequestCommit(denied)
        {
            Documents = documents,
            Audit = [DecisionReasons.Entry(request, decision)],
            Messages = [PrivacyEvents.Decided(denied, decision), PrivacyEvents.Completed(denied, decision.At), .. notice is null ? Array.Empty<OutboxMessage>() : [notice]],
        };
        return new Change(commit, Answer(denied, decision, null, null));
    }

    private static ApiAnswer Answer(RightsRequest request, StaffDecision decision, int? given, int? needed) => ApiAnswer.Of(
        200, new DecisionAnswer(request.Id, request.Status, request.Outcome, decision.Kind, given, needed), ConsoleJson.Default.DecisionAnswer);
}
