using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Contracts.Stores;

/// <summary>What every keeper of requests must do.</summary>
public abstract class RequestStoreContract
{
    protected abstract IRequestStore Store { get; }

    protected abstract ISavedAnswers Answers { get; }

    protected abstract IOutbox Outbox { get; }

    /// <summary>Moves the store's clock.</summary>
    protected abstract void Advance(TimeSpan by);

    /// <summary>Ids of the messages that arrived at a queue or topic.</summary>
    protected abstract Task<IReadOnlyList<string>> ArrivedAsync(string entity);

    /// <summary>Everything in the audit log, in order.</summary>
    protected abstract Task<IReadOnlyList<AuditEntry>> LoggedAsync();

    [Fact]
    public async Task A_request_is_created_once()
    {
        var request = Some.Request();
        Assert.Equal(new CommitResult.Committed(1), await CommitAsync(request));
        Assert.IsType<CommitResult.Conflict>(await CommitAsync(request));
        Assert.Equal(1, (await Store.FindAsync(request.Id, default))!.Version);
        Assert.Null(await Store.FindAsync(RequestId.New(), default));
    }

    [Fact]
    public async Task A_change_wins_only_against_the_version_that_was_read()
    {
        var request = await CreatedAsync();
        Assert.Equal(new CommitResult.Committed(2), await CommitAsync(request with { Residence = "DE" }));
        Assert.IsType<CommitResult.Conflict>(await CommitAsync(request with { Residence = "FR" }));
        Assert.Equal("DE", (await Store.FindAsync(request.Id, default))!.Residence);
    }

    [Fact]
    public async Task Of_many_changes_at_once_one_wins()
    {
        var request = await CreatedAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => CommitAsync(request with { Residence = $"{i}" })));
        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.Equal(31, results.OfType<CommitResult.Conflict>().Count());
    }

    [Fact]
    public async Task A_change_that_loses_leaves_nothing_behind()
    {
        var request = await CreatedAsync();
        var result = await Store.CommitAsync(
            new RequestCommit(request with { Version = 9 })
            {
                Documents = new Dictionary<string, byte[]?> { ["d"] = [1] },
                Messages = [Message("lost"), Notice(request, "lost")],
                Answer = Answer("lost"),
                Limits = [Budget(1)],
                Audit = [new AuditEntry("test.lost", Some.Moment, "tester")],
            },
            default);
        Assert.IsType<CommitResult.Conflict>(result);
        Assert.Empty(await LoggedAsync());
        Assert.Null(await Store.ReadDocumentAsync(request.Id, "d", default));
        Assert.Empty(await ArrivedAsync(MessageEntities.VerifiedRequests));
        Assert.Empty(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(1), default));
        Assert.Null(await Answers.FindAsync("lost", default));
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(new RequestCommit(request) { Limits = [Budget(1)] }, default));
    }

    [Fact]
    public async Task Documents_are_kept_replaced_and_removed()
    {
        var request = await CreatedAsync();
        request = await WithDocumentAsync(request, [1, 2]);
        Assert.Equal([1, 2], await Store.ReadDocumentAsync(request.Id, "d", default));
        request = await WithDocumentAsync(request, [3]);
        Assert.Equal([3], await Store.ReadDocumentAsync(request.Id, "d", default));
        Assert.Null(await Store.ReadDocumentAsync(Some.Request().Id, "d", default));
        await WithDocumentAsync(request, null);
        Assert.Null(await Store.ReadDocumentAsync(request.Id, "d", default));
    }

    [Fact]
    public async Task Messages_arrive_with_the_change_and_once()
    {
        var request = await CreatedAsync();
        await Store.CommitAsync(new RequestCommit(request) { Messages = [Message("m1"), Message("m1"), Message("m2")] }, default);
        Assert.Equal(["m1", "m2"], await ArrivedAsync(MessageEntities.VerifiedRequests));
    }

    [Fact]
    public async Task Every_new_timeline_entry_is_an_audit_entry_by_itself()
    {
        var filed = Some.Request() with { Timeline = [new TimelineEntry("received", Some.Moment, "requester")] };
        await CommitAsync(filed);
        var stored = (await Store.FindAsync(filed.Id, default))!;
        await CommitAsync(stored with { Residence = "DE" });
        stored = (await Store.FindAsync(filed.Id, default))!;
        await CommitAsync(stored.Move(RequestStatus.Queued, Some.Moment.AddHours(1), actor: "requester").Move(RequestStatus.InProgress, Some.Moment.AddHours(2)));

        var logged = await LoggedAsync();
        Assert.Equal(["request.received", "request.queued", "request.in-progress"], logged.Select(entry => entry.Kind));
        Assert.Equal(["requester", "requester", "system"], logged.Select(entry => entry.Actor));
        Assert.Equal([0, 1, 2], logged.Select(entry => (entry.At - Some.Moment).TotalHours));
        Assert.All(logged, entry => Assert.Equal(filed.Id, entry.Request));
    }

    [Fact]
    public async Task What_a_commit_adds_to_the_audit_log_follows_its_timeline_entries()
    {
        var request = await CreatedAsync();
        var added = new AuditEntry("decision.approved", Some.Moment, "rita", request.Id, "legal-claims") { Facts = new Dictionary<string, AuditFact> { ["planHash"] = "ab12", ["rows"] = 7 } };
        await Store.CommitAsync(new RequestCommit(request.Move(RequestStatus.Queued, Some.Moment)) { Audit = [added] }, default);
        var logged = await LoggedAsync();
        Assert.Equal(["request.queued", "decision.approved"], logged.Select(entry => entry.Kind));
        Assert.Equal(added with { Facts = logged[1].Facts }, logged[1]);
        Assert.Equal(added.Facts, logged[1].Facts);
    }

    [Fact]
    public async Task A_timeline_never_loses_what_happened()
    {
        var request = await CreatedAsync();
        await CommitAsync(request.Move(RequestStatus.Queued, Some.Moment));
        var stored = (await Store.FindAsync(request.Id, default))!;
        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync(stored with { Timeline = [] }));
        Assert.Equal(stored.Version, (await Store.FindAsync(request.Id, default))!.Version);
    }

    [Fact]
    public async Task Parts_of_closed_requests_are_found_from_the_instant_on_from_which_they_are_kept()
    {
        var open = await CreatedAsync();
        var first = await ClosedAsync(Some.Moment);
        var second = await ClosedAsync(Some.Moment.AddHours(1));

        Assert.Equal([first, second], await RetainedAsync(RetentionKind.Record, Some.Moment.AddHours(1)));
        Assert.Equal([first], await RetainedAsync(RetentionKind.Record, Some.Moment));
        Assert.Empty(await RetainedAsync(RetentionKind.Record, Some.Moment.AddTicks(-1)));
        Assert.Empty(await RetainedAsync(RetentionKind.Evidence, DateTimeOffset.MaxValue));

        var stored = (await Store.FindAsync(first, default))!;
        await CommitAsync(stored.WithPurged(RetentionKind.History, Some.Moment.AddDays(7)));
        await CommitAsync(open with { EvidenceAt = Some.Moment });
        Assert.Equal([second], await RetainedAsync(RetentionKind.History, DateTimeOffset.MaxValue));
        Assert.Equal([first, second], await RetainedAsync(RetentionKind.Record, DateTimeOffset.MaxValue));
        Assert.Equal([open.Id], await RetainedAsync(RetentionKind.Evidence, DateTimeOffset.MaxValue));
        Assert.Equal(Some.Moment.AddDays(7), (await Store.FindAsync(first, default))!.Purged[RetentionKind.History]);
    }

    [Fact]
    public async Task A_request_is_stripped_of_all_that_hangs_on_it_and_later_gone_for_good()
    {
        var request = await WithDocumentAsync(await CreatedAsync(), [1, 2]);
        await Store.CommitAsync(new RequestCommit(request) { Messages = [Notice(request, "n")] }, default);
        await Store.PutProgressAsync(request.Id, new SystemProgress("shop", "collect", SystemState.Done, 1, 1, null, Some.Moment), default);

        Assert.Equal(3, await Store.StripAsync(request.Id, default));
        Assert.Equal(0, await Store.StripAsync(request.Id, default));
        Assert.Null(await Store.ReadDocumentAsync(request.Id, "d", default));
        Assert.Empty(await Store.ReadProgressAsync(request.Id, default));
        Assert.Empty(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(1), default));

        var newer = await CreatedAsync();
        Assert.True(await Store.DeleteAsync(request.Id, default));
        Assert.False(await Store.DeleteAsync(request.Id, default));
        Assert.Null(await Store.FindAsync(request.Id, default));
        Assert.NotNull(await Store.FindAsync(newer.Id, default));
    }

    [Fact]
    public async Task Notices_are_leased_sent_and_gone()
    {
        var request = await CreatedAsync();
        await Store.CommitAsync(new RequestCommit(request) { Messages = [Notice(request, "n1"), Notice(request, "n2") with { NotBefore = Some.Moment.AddHours(1) }] }, default);
        var leased = Assert.Single(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default));
        Assert.Equal(("n1", 1), (leased.Message.Id, leased.Attempts));
        Assert.Equal([7], Assert.IsType<OutboxMessage.Notice>(leased.Message).SealedContent);
        Assert.Empty(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default));
        Advance(TimeSpan.FromMinutes(5));
        var again = Assert.Single(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default));
        Assert.Equal(2, again.Attempts);
        await Outbox.PostponeAsync(again, Some.Moment.AddHours(2), default);
        Advance(TimeSpan.FromHours(1));
        Assert.Equal("n2", Assert.Single(await Outbox.LeaseAsync(9, TimeSpan.FromHours(9), default)).Message.Id);
        Advance(TimeSpan.FromHours(1));
        var last = await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default);
        Assert.Equal("n1", Assert.Single(last).Message.Id);
        await Outbox.CompleteAsync(last, default);
        Advance(TimeSpan.FromDays(1));
        Assert.Equal("n2", Assert.Single(await Outbox.LeaseAsync(9, TimeSpan.FromHours(9), default)).Message.Id);
    }

    [Fact]
    public async Task A_lease_can_be_prolonged_while_notices_are_on_their_way()
    {
        var request = await CreatedAsync();
        await Store.CommitAsync(new RequestCommit(request) { Messages = [Notice(request, "n")] }, default);
        var leased = await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default);
        Advance(TimeSpan.FromMinutes(4));
        await Outbox.RenewAsync(leased, TimeSpan.FromMinutes(5), default);
        Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default));
        await Outbox.CompleteAsync(leased, default);
        await Outbox.RenewAsync(leased, TimeSpan.FromMinutes(5), default);
        Advance(TimeSpan.FromHours(1));
        Assert.Empty(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default));
    }

    [Fact]
    public async Task An_answer_is_saved_with_the_change_and_given_back_instead_of_a_second_one()
    {
        var request = Some.Request();
        await Store.CommitAsync(new RequestCommit(request) { Answer = Answer("call") }, default);
        var second = Some.Request();
        var result = await Store.CommitAsync(new RequestCommit(second) { Answer = Answer("call") }, default);
        Assert.Equal([9], Assert.IsType<CommitResult.AnsweredBefore>(result).Answer.Sealed);
        Assert.Null(await Store.FindAsync(second.Id, default));
        Assert.NotNull(await Answers.FindAsync("call", default));
        Advance(TimeSpan.FromHours(24));
        Assert.Null(await Answers.FindAsync("call", default));
        Assert.Equal(1, await Answers.SweepAsync(default));
    }

    [Fact]
    public async Task A_spent_budget_refuses_the_whole_step_until_its_window_ends()
    {
        var request = await CreatedAsync();
        for (var i = 0; i < 3; i++)
        {
            await Store.CommitAsync(new RequestCommit(request) { Limits = [Budget(3)] }, default);
            request = (await Store.FindAsync(request.Id, default))!;
        }

        Advance(TimeSpan.FromMinutes(20));
        var result = await Store.CommitAsync(new RequestCommit(request with { Residence = "FR" }) { Limits = [Budget(3)] }, default);
        Assert.Equal(new CommitResult.LimitReached("budget", TimeSpan.FromMinutes(40)), result);
        Assert.Null((await Store.FindAsync(request.Id, default))!.Residence);
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(new RequestCommit(Some.Request()) { Limits = [Budget(3) with { Subject = "other" }] }, default));
        Advance(TimeSpan.FromMinutes(40));
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(new RequestCommit(request) { Limits = [Budget(3)] }, default));
    }

    [Fact]
    public async Task A_message_whose_own_budget_is_spent_is_left_out_silently()
    {
        for (var i = 0; i < 3; i++)
        {
            var request = Some.Request();
            var notice = Notice(request, $"n{i}") with { Limits = [Budget(2)] };
            Assert.Equal(new CommitResult.Committed(1), await Store.CommitAsync(new RequestCommit(request) { Messages = [notice] }, default));
        }

        Assert.Equal(["n0", "n1"], (await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(1), default)).Select(e => e.Message.Id));
    }

    [Fact]
    public async Task Budgets_hold_when_many_draw_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Store.CommitAsync(new RequestCommit(Some.Request()) { Limits = [Budget(11)] }, default)));
        Assert.Equal(11, results.OfType<CommitResult.Committed>().Count());
    }

    [Fact]
    public async Task Progress_changes_the_revision_and_not_the_version()
    {
        var request = await CreatedAsync();
        var revision = await Store.ReadRevisionAsync(request.Id, default);
        var row = new SystemProgress("shop", "collect", SystemState.Running, 5, 1, null, Some.Moment);
        await Store.PutProgressAsync(request.Id, row, default);
        await Store.PutProgressAsync(request.Id, row with { Dataset = "billing", State = SystemState.Failed, Error = "timeout" }, default);
        await Store.PutProgressAsync(request.Id, row with { State = SystemState.Done, Records = 9 }, default);
        var snapshot = (await Store.ReadSnapshotAsync(request.Id, default))!;
        Assert.NotEqual(revision, snapshot.Revision);
        Assert.Equal(snapshot.Revision, await Store.ReadRevisionAsync(request.Id, default));
        Assert.Equal(["billing", "shop"], snapshot.Systems.Select(s => s.Dataset));
        Assert.Equal(row with { State = SystemState.Done, Records = 9 }, snapshot.Systems[1]);
        Assert.Equal(snapshot.Systems, await Store.ReadProgressAsync(request.Id, default));
        Assert.IsType<CommitResult.Committed>(await CommitAsync(request));
        Assert.Null(await Store.ReadRevisionAsync(RequestId.New(), default));
        Assert.Null(await Store.ReadSnapshotAsync(RequestId.New(), default));
    }

    [Fact]
    public async Task The_list_is_ordered_by_due_date_and_cut_into_pages_without_loss()
    {
        var requests = Enumerable.Range(0, 25).Select(i => Some.Request() with { DueAt = Some.Moment.AddDays(i % 4) }).ToList();
        foreach (var request in requests) await CommitAsync(request);
        var (listed, cursor) = (new List<RightsRequest>(), default(string));
        do
        {
            var page = (await Store.ListAsync(new RequestFilter(null, null, null, 4, cursor), default))!;
            listed.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(listed.OrderBy(r => r.DueAt).Select(r => r.Id), listed.Select(r => r.Id));
        Assert.Equal(requests.Select(r => r.Id.Value).Order(), listed.Select(r => r.Id.Value).Order());
    }

    [Fact]
    public async Task Requests_whose_next_step_is_due_are_found_the_longest_due_first()
    {
        var later = Some.Request() with { ReceivedAt = Some.Moment.AddHours(1) };
        var sooner = Some.Request();
        var closed = Some.Request().Move(RequestStatus.Cancelled, Some.Moment, Outcome.Withdrawn);
        foreach (var request in new[] { later, sooner, closed }) await CommitAsync(request);
        Assert.Empty(await Store.ListDueStepsAsync(Some.Moment.AddDays(2).AddTicks(-1), 9, default));
        Assert.Equal([sooner.Id], (await Store.ListDueStepsAsync(Some.Moment.AddDays(2), 9, default)).Select(request => request.Id));
        Assert.Equal([sooner.Id, later.Id], (await Store.ListDueStepsAsync(Some.Moment.AddDays(90), 9, default)).Select(request => request.Id));
        Assert.Equal(sooner.Id, Assert.Single(await Store.ListDueStepsAsync(Some.Moment.AddDays(90), 1, default)).Id);
        await CommitAsync((await Store.FindAsync(sooner.Id, default))! with { Reminders = 1 });
        Assert.Equal([later.Id], (await Store.ListDueStepsAsync(Some.Moment.AddDays(3), 9, default)).Select(request => request.Id));
    }

    [Fact]
    public async Task Requests_whose_orchestration_has_not_taken_something_are_found_the_longest_due_first()
    {
        var later = Some.Request().Move(RequestStatus.Queued, Some.Moment.AddHours(1));
        var sooner = Some.Request().Move(RequestStatus.Queued, Some.Moment);
        var taken = Some.Request().Move(RequestStatus.Queued, Some.Moment) with { HandedOverAt = null };
        foreach (var request in new[] { later, sooner, taken, Some.Request() }) await CommitAsync(request);
        var due = HandOver.Of(sooner)!.DueAt;
        Assert.Empty(await Store.ListHandOversAsync(due.AddTicks(-1), 9, default));
        Assert.Equal([sooner.Id], (await Store.ListHandOversAsync(due, 9, default)).Select(request => request.Id));
        Assert.Equal([sooner.Id, later.Id], (await Store.ListHandOversAsync(DateTimeOffset.MaxValue, 9, default)).Select(request => request.Id));
        Assert.Equal(sooner.Id, Assert.Single(await Store.ListHandOversAsync(DateTimeOffset.MaxValue, 1, default)).Id);
        await CommitAsync((await Store.FindAsync(sooner.Id, default))! with { HandedOverAt = null });
        Assert.Equal([later.Id], (await Store.ListHandOversAsync(DateTimeOffset.MaxValue, 9, default)).Select(request => request.Id));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("12.nonsense")]
    [InlineData("-1.")]
    public async Task A_cursor_that_no_page_gave_is_not_taken_for_the_beginning(string cursor)
    {
        await CommitAsync(Some.Request());

        Assert.Null(await Store.ListAsync(new RequestFilter(null, null, null, 4, cursor), default));
    }

    [Fact]
    public async Task The_list_is_filtered_and_an_extension_moves_a_request()
    {
        var early = Some.Request() with { DueAt = Some.Moment };
        var extended = early with { Id = RequestId.New(), ExtendedTo = Some.Moment.AddDays(60) };
        var queued = early.Move(RequestStatus.Queued, Some.Moment) with { Id = RequestId.New(), Right = Right.Deletion };
        foreach (var request in new[] { extended, early, queued }) await CommitAsync(request);
        Assert.Equal([early.Id, extended.Id], await ListAsync(new RequestFilter(RequestStatus.AwaitingVerification, Right.Access, null, 9, null)));
        Assert.Equal([queued.Id], await ListAsync(new RequestFilter(RequestStatus.Queued, null, null, 9, null)));
        Assert.Equal([queued.Id], await ListAsync(new RequestFilter(null, Right.Deletion, null, 9, null)));
        Assert.DoesNotContain(extended.Id, await ListAsync(new RequestFilter(null, null, Some.Moment.AddDays(1), 9, null)));
        Assert.Empty(await ListAsync(new RequestFilter(null, null, Some.Moment, 9, null)));
    }

    protected Task<CommitResult> CommitAsync(RightsRequest request) => Store.CommitAsync(new RequestCommit(request), default);

    protected static OutboxMessage Message(string id) => new OutboxMessage.Bus(id, MessageEntities.VerifiedRequests, """{"requestId":"x"}""");

    protected static OutboxMessage Notice(RightsRequest request, string id) => new OutboxMessage.Notice(id, request.Id, [7]);

    protected static SavedAnswer Answer(string call) => new(call, "body", [9], Some.Moment.AddHours(24));

    private static LimitDraw Budget(int most) => new("budget", "someone", most, TimeSpan.FromHours(1));

    private async Task<RightsRequest> CreatedAsync()
    {
        var request = Some.Request();
        await CommitAsync(request);
        return (await Store.FindAsync(request.Id, default))!;
    }

    private async Task<RightsRequest> WithDocumentAsync(RightsRequest request, byte[]? content)
    {
        await Store.CommitAsync(new RequestCommit(request) { Documents = new Dictionary<string, byte[]?> { ["d"] = content } }, default);
        return (await Store.FindAsync(request.Id, default))!;
    }

    private async Task<IReadOnlyList<RequestId>> ListAsync(RequestFilter filter) =>
        [.. (await Store.ListAsync(filter, default))!.Items.Select(r => r.Id)];

    private async Task<RequestId> ClosedAsync(DateTimeOffset at)
    {
        var request = await CreatedAsync();
        await CommitAsync(request.Move(RequestStatus.Cancelled, at, Outcome.Withdrawn));
        return request.Id;
    }

    private async Task<IReadOnlyList<RequestId>> RetainedAsync(RetentionKind kind, DateTimeOffset before) =>
        [.. (await Store.ListRetainedAsync(kind, before, 9, default)).Select(request => request.Id)];
}
