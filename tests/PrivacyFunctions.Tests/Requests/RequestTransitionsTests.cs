using System.Text.Json;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.RightsRequests;

public sealed class RequestTransitionsTests
{
    private const string Legal = """
        AwaitingVerification: Queued Cancelled Expired
        Queued: InProgress Cancelled
        InProgress: Queued AwaitingReview Completed PartiallyCompleted Denied Cancelled
        AwaitingReview: Queued InProgress Completed PartiallyCompleted Denied Cancelled
        Completed:
        PartiallyCompleted: Queued
        Denied:
        Cancelled:
        Expired:
        """;

    [Fact]
    public void Exactly_the_listed_moves_are_legal()
    {
        var all = Enum.GetValues<RequestStatus>();
        var allowed = string.Join('\n', all.Select(from => $"{from}:{string.Concat(all.Where(to => RequestTransitions.CanMove(from, to)).Select(to => " " + to))}"));
        Assert.Equal(Legal.ReplaceLineEndings("\n"), allowed);
    }

    [Fact]
    public void An_illegal_move_says_from_where_to_where()
    {
        var request = Some.Request();
        var fault = Assert.Throws<IllegalTransitionException>(() => request.Move(RequestStatus.Completed, Some.Moment, Outcome.Fulfilled));
        Assert.Equal((request.Id, RequestStatus.AwaitingVerification, RequestStatus.Completed), (fault.Id, fault.From, fault.To));
    }

    [Fact]
    public void A_move_is_written_into_the_timeline()
    {
        var moved = Some.Request().Move(RequestStatus.Queued, Some.Moment, actor: "requester");
        Assert.Equal(new TimelineEntry("queued", Some.Moment, "requester"), moved.Timeline[^1]);
        Assert.Equal(Some.Moment, moved.UpdatedAt);
        Assert.Null(moved.ClosedAt);
    }

    [Fact]
    public void Starting_counts_the_round_and_coming_back_from_review_does_not()
    {
        var started = Some.Request().Move(RequestStatus.Queued, Some.Moment).Move(RequestStatus.InProgress, Some.Moment);
        Assert.Equal(1, started.Round);
        Assert.Equal(1, started.Move(RequestStatus.AwaitingReview, Some.Moment).Move(RequestStatus.InProgress, Some.Moment).Round);
        var again = started.Move(RequestStatus.PartiallyCompleted, Some.Moment, Outcome.Partly).Move(RequestStatus.Queued, Some.Moment).Move(RequestStatus.InProgress, Some.Moment);
        Assert.Equal(2, again.Round);
        Assert.Equal($"{again.Id}-2", again.Work.InstanceId);
    }

    [Fact]
    public void Closing_needs_an_outcome_and_nothing_else_takes_one()
    {
        var request = Some.Request();
        Assert.Throws<ArgumentException>(() => request.Move(RequestStatus.Cancelled, Some.Moment));
        Assert.Throws<ArgumentException>(() => request.Move(RequestStatus.Queued, Some.Moment, Outcome.Fulfilled));
        Assert.Equal(Some.Moment, request.Move(RequestStatus.Expired, Some.Moment, Outcome.Unverified).ClosedAt);
    }

    [Fact]
    public void Names_outside_are_those_of_the_contract()
    {
        Assert.Equal(
            ["awaiting-verification", "queued", "in-progress", "awaiting-review", "completed", "partially-completed", "denied", "cancelled", "expired"],
            WireName.All<RequestStatus>());
        Assert.Equal(["fulfilled", "partly", "no-data", "denied", "withdrawn", "unverified"], WireName.All<Outcome>());
        Assert.Equal(["access", "portability", "deletion", "correction", "restriction", "objection"], WireName.All<Right>());
        Assert.Equal(["waiting", "running", "done", "failed", "skipped"], WireName.All<SystemState>());
        Assert.False(WireName.TryParse<RequestStatus>("Queued", out _));
        Assert.False(WireName.TryParse<RequestStatus>("1", out _));
    }

    [Fact]
    public void A_request_survives_its_stored_form()
    {
        var request = Some.Request().Move(RequestStatus.Queued, Some.Moment) with
        {
            ProvedIdentities = ["email"],
            VerificationCode = new CodeChallenge("hash", Some.Moment, Some.Moment.AddMinutes(10), 2),
            Bundles = [new BundleVersion(1, 1, "a", 7, "ab", true, Some.Moment, Some.Moment)],
            Gaps = [new RequestGap("shop", null, "timeout", 3)],
            Withheld = [new WithheldItem("shop.customer", 2, "security", "It is a password.")],
            PausedSince = Some.Moment,
        };
        var stored = JsonSerializer.Serialize(request, RequestsJson.Default.RightsRequest);
        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, RequestsJson.Default.RightsRequest)!, RequestsJson.Default.RightsRequest));
    }

    [Fact]
    public void Nothing_personal_shows_in_text()
    {
        var party = Some.Party("canary@example.org");
        var notice = new PersonNotice(NoticeKind.Ready, new Personal("canary@example.org"), Some.Moment) { Code = new Personal("12345678") };
        foreach (var text in new[] { party.ToString(), notice.ToString(), $"{party.Identities["email"]}", $"{notice.To}" })
        {
            Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
            Assert.DoesNotContain("12345678", text, StringComparison.Ordinal);
        }
    }
}
