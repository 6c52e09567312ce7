using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Retention;

public sealed class RetentionScheduleTests
{
    private static readonly DateTimeOffset Closed = Some.Moment.AddDays(3);

    [Fact]
    public void Nothing_of_an_open_request_goes_but_evidence()
    {
        var open = Some.Request();
        Assert.Empty(RetentionSchedule.Of(open));
        Assert.Equal([new RetainedPart(RetentionKind.Evidence, Some.Moment)], RetentionSchedule.Of(open with { EvidenceAt = Some.Moment }));
    }

    [Fact]
    public void A_bundle_ends_the_payload_and_the_longer_of_appeal_and_bundle_the_contact()
    {
        var expires = Closed.AddDays(30);
        var request = Answered() with { Bundles = [Bundle(1, expires)] };
        Assert.Equal(expires, PartOf(request, RetentionKind.Payload));
        Assert.Equal(Closed.AddDays(60), PartOf(request, RetentionKind.Party));
        var late = request with { Bundles = [.. request.Bundles, Bundle(2, Closed.AddDays(90))] };
        Assert.Equal(Closed.AddDays(90), PartOf(late, RetentionKind.Payload));
        Assert.Equal(Closed.AddDays(90), PartOf(late, RetentionKind.Party));
    }

    [Fact]
    public void Without_a_bundle_rows_go_at_once_unless_a_system_may_be_tried_again()
    {
        Assert.Equal(Closed.AddHours(1), PartOf(Answered(), RetentionKind.Payload));
        var partly = Answered() with { Status = RequestStatus.PartiallyCompleted };
        Assert.Equal(Closed.AddDays(30), PartOf(partly with { Gaps = [new RequestGap("shop", null, GapCode.SystemFailed)] }, RetentionKind.Payload));
        Assert.Equal(Closed.AddHours(1), PartOf(partly, RetentionKind.Payload));
    }

    [Fact]
    public void What_has_gone_does_not_go_again_unless_the_request_was_taken_up_again()
    {
        var gone = Answered().WithPurged(RetentionKind.History, Closed.AddDays(7));
        Assert.DoesNotContain(RetentionSchedule.Of(gone), part => part.Kind == RetentionKind.History);
        Assert.Contains(RetentionSchedule.Of(gone), part => part.Kind == RetentionKind.Party);
        Assert.Contains(RetentionSchedule.Of(gone with { ClosedAt = Closed.AddDays(8) }), part => part.Kind == RetentionKind.History);
    }

    [Fact]
    public void Every_law_says_how_long_a_person_may_turn_against_an_answer()
    {
        Assert.All(StatuteBook.All, statute => Assert.NotEmpty(statute.Appeal.Source));
        Assert.Equal(StatuteBook.All.Max(statute => StatuteBook.AppealEnd(statute.Law, Closed)), StatuteBook.AppealEnd(LawId.Unknown, Closed));
    }

    private static BundleVersion Bundle(int version, DateTimeOffset expires) => new(version, version, "", 1, "", true, Closed, expires);

    private static RightsRequest Answered() => Some.Request() with { Status = RequestStatus.Completed, Outcome = Outcome.Fulfilled, ClosedAt = Closed };

    private static DateTimeOffset PartOf(RightsRequest request, RetentionKind kind) => RetentionSchedule.Of(request).Single(part => part.Kind == kind).Since;
}
