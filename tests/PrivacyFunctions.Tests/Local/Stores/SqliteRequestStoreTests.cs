using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Stores;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.StaffConsole;
using PrivacyFunctions.Tests.Contracts.Stores;
using PrivacyFunctions.Tests.Local.Audit;
using PrivacyFunctions.Tests.Local.Storage;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Local.Stores;

public sealed class SqliteRequestStoreTests : RequestStoreContract, IDisposable
{
    private static readonly MessagingTopology Topology = new(
        [new QueueSettings { Name = MessageEntities.VerifiedRequests }, new TopicSettings { Name = MessageEntities.PrivacyEvents }]);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly SqliteDatabase _database;
    private readonly NoticeSignal _signal = new();

    public SqliteRequestStoreTests()
    {
        _database = _folder.Database();
        var (calls, budgets) = (new KnownCalls(), new KnownBudgets());
        Store = StoreOver(_database, calls, budgets);
        Answers = new SqliteSavedAnswers(_database, calls, budgets, _time);
        Outbox = new SqliteOutbox(_database, _signal, _time);
    }

    protected override IRequestStore Store { get; }

    protected override ISavedAnswers Answers { get; }

    protected override IOutbox Outbox { get; }

    [Fact]
    public async Task A_commit_wakes_the_one_who_sends_notices()
    {
        var woken = Outbox.WaitAsync(TimeSpan.FromHours(1), default);
        Assert.False(woken.IsCompleted);
        var request = Some.Request();
        await Store.CommitAsync(new RequestCommit(request) { Messages = [Notice(request, "n")] }, default);
        await woken.WaitAsync(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(500)]
    public async Task Looking_for_what_orchestrations_have_not_taken_costs_one_read_however_many_requests_wait(int waiting)
    {
        for (var i = 0; i < waiting; i++)
        {
            var working = Some.Request().Move(RequestStatus.Queued, Some.Moment).Move(RequestStatus.InProgress, Some.Moment);
            var question = new ReviewQuestion(1, "approval", Some.Moment, []);
            await Store.CommitAsync(new RequestCommit(working.Move(RequestStatus.AwaitingReview, Some.Moment) with { Question = question }), default);
        }

        var orchestrations = Substitute.For<DurableTaskClient>("none");
        var sweep = new HandOverSweep(Store, new Orchestrations(NullLogger<Orchestrations>.Instance), _time, NullLogger<HandOverSweep>.Instance);
        var begun = _database.Counts.Statements;
        await Store.FindAsync(RequestId.New(), default);
        var (before, ofOneRead) = (_database.Counts.Statements, _database.Counts.Statements - begun);
        Assert.Equal(0, await sweep.RunAsync(orchestrations, default));
        Assert.Equal(ofOneRead, _database.Counts.Statements - before);
        Assert.Empty(orchestrations.ReceivedCalls());
        var plan = await _database.ReadAsync(session => session.Query($"EXPLAIN QUERY PLAN {RequestTable.HandOversDue}", row => row.Text(3), Some.Moment, 100), default);
        Assert.Contains("USING INDEX requests_by_hand_over", Assert.Single(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patience_ends_a_wait()
    {
        var waiting = Outbox.WaitAsync(TimeSpan.FromHours(1), default);
        _time.Advance(TimeSpan.FromHours(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Notices_that_a_dead_process_had_taken_are_due_again_at_the_next_start()
    {
        var request = Some.Request();
        var later = Notice(request, "later") with { NotBefore = _time.GetUtcNow() + TimeSpan.FromHours(1) };
        await Store.CommitAsync(new RequestCommit(request) { Messages = [Notice(request, "taken"), later] }, default);
        Assert.Single(await Outbox.LeaseAsync(10, TimeSpan.FromMinutes(5), default));
        Assert.Empty(await Outbox.LeaseAsync(10, TimeSpan.FromMinutes(5), default));

        Assert.Equal(1, await ((SqliteOutbox)Outbox).ReleaseAsync(default));

        Assert.Equal("taken", Assert.Single(await Outbox.LeaseAsync(10, TimeSpan.FromMinutes(5), default)).Message.Id);
    }

    [Fact]
    public async Task A_commit_of_unknown_outcome_wakes_the_sender_and_a_lease_of_unknown_outcome_holds_nothing_back()
    {
        var faults = new NextPointFails();
        using var folder = new TemporaryFolder();
        using var failing = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = folder.File("privacy.db"), Faults = faults });
        var outbox = new SqliteOutbox(failing, _signal, _time);
        var woken = outbox.WaitAsync(TimeSpan.FromHours(1), default);
        var request = Some.Request();
        faults.Fail(StoragePoint.Committed);
        await Assert.ThrowsAsync<IOException>(() => StoreOver(failing).CommitAsync(new RequestCommit(request) { Messages = [Notice(request, "n")] }, default));
        await woken.WaitAsync(TimeSpan.FromSeconds(90));
        faults.Fail(StoragePoint.Committed);
        await Assert.ThrowsAsync<IOException>(() => outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default));
        Assert.Equal("n", Assert.Single(await outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default)).Message.Id);
    }

    [Fact]
    public async Task A_notice_that_becomes_due_ends_a_wait()
    {
        var request = Some.Request();
        var later = Notice(request, "later") with { NotBefore = _time.GetUtcNow() + TimeSpan.FromSeconds(2) };
        await Store.CommitAsync(new RequestCommit(request) { Messages = [later] }, default);
        await Outbox.WaitAsync(TimeSpan.FromHours(1), default);
        var waiting = Outbox.WaitAsync(TimeSpan.FromHours(1), default);
        await _time.AdvanceUntilAsync(waiting, TimeSpan.FromSeconds(1));
        Assert.Equal("later", Assert.Single(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default)).Message.Id);
    }

    [Fact]
    public async Task What_is_due_is_found_by_its_index_and_closed_requests_are_not_in_it()
    {
        var plan = await _database.ReadAsync(
            session => session.Query("EXPLAIN QUERY PLAN SELECT version, document FROM requests WHERE step_at <= 5 ORDER BY step_at LIMIT 9", row => row.Text(3)), default);
        Assert.Equal("SEARCH requests USING INDEX requests_by_step (step_at<?)", Assert.Single(plan));
        await Store.CommitAsync(new RequestCommit(Some.Request().Move(RequestStatus.Cancelled, Some.Moment, Outcome.Withdrawn)), default);
        Assert.Equal(0L, await _database.ReadAsync(session => session.Scalar("SELECT count(*) FROM requests WHERE step_at IS NOT NULL"), default));
    }

    [Fact]
    public async Task A_notice_that_must_not_leave_is_the_same_work_and_is_gone_once_the_sender_looks()
    {
        var budget = new LimitDraw("codes-per-address", "someone", 1, TimeSpan.FromHours(1));
        foreach (var id in new[] { "first", "muted" })
        {
            var request = Some.Request();
            await Store.CommitAsync(new RequestCommit(request) { Messages = [Notice(request, id) with { Limits = [budget] }] }, default);
        }

        Assert.Equal(2, await CountAsync("notices"));
        Assert.Equal(1, await _database.ReadAsync(session => session.Scalar("SELECT used FROM budgets"), default));
        Assert.Equal("first", Assert.Single(await Outbox.LeaseAsync(9, TimeSpan.FromMinutes(5), default)).Message.Id);
        Assert.Equal(1, await CountAsync("notices"));
    }

    [Fact]
    public async Task One_filing_is_one_unit_of_work()
    {
        using var keys = await LocalKeys.OpenAsync(_database, _folder.File("keys"), _time, default);
        var before = _database.Counts.Units;
        await Store.CommitAsync(await FilingAsync(keys), default);
        Assert.Equal(before + 1, _database.Counts.Units);
    }

    /// <summary>Whatever write or commit fails: after a restart there is the whole filing or none of it, and the same call makes it whole once.</summary>
    [Fact]
    public async Task A_crash_at_any_point_leaves_a_filing_whole_or_absent()
    {
        for (var k = 1; ; k++)
        {
            using var folder = new TemporaryFolder();
            RequestCommit filing;
            bool reported;
            var faults = new FailingPoints(k, forGood: true);
            using (var setUp = folder.Database())
            using (var keys = await LocalKeys.OpenAsync(setUp, folder.File("keys"), _time, default)) filing = await FilingAsync(keys);
            using (var failing = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = folder.File("privacy.db"), Faults = faults }))
                reported = await TryAsync(StoreOver(failing), filing);

            using var restarted = folder.Database();
            var store = StoreOver(restarted);
            await CheckWholeOrAbsentAsync(restarted, store, filing, reported);
            var again = filing with { Request = filing.Request with { Id = RequestId.New() } };
            var result = await store.CommitAsync(again, default);
            var requests = (await store.ListAsync(new RequestFilter(null, null, null, 9, null), default))!;
            Assert.Single(requests.Items);
            Assert.Equal(result is CommitResult.AnsweredBefore, requests.Items[0].Id == filing.Request.Id);
            if (!faults.HasFailed) break;
        }
    }

    [Theory]
    [InlineData(StoragePoint.Write, false)]
    [InlineData(StoragePoint.Commit, false)]
    [InlineData(StoragePoint.Committed, true)]
    public async Task A_filing_that_failed_is_known_afterwards_exactly_when_it_is_there(StoragePoint failure, bool there)
    {
        var faults = new NextPointFails();
        using var folder = new TemporaryFolder();
        using var failing = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = folder.File("privacy.db"), Faults = faults });
        using var keys = await LocalKeys.OpenAsync(failing, folder.File("keys"), _time, default);
        var store = StoreOver(failing);
        var filing = await FilingAsync(keys) with { Limits = [new LimitDraw("filings", "caller", 2, TimeSpan.FromHours(1))] };
        faults.Fail(failure);
        await Assert.ThrowsAsync<IOException>(() => store.CommitAsync(filing, default));

        var again = await store.CommitAsync(filing with { Request = filing.Request with { Id = RequestId.New() } }, default);
        Assert.Equal(there, again is CommitResult.AnsweredBefore);
        var used = await failing.ReadAsync(session => session.Query("SELECT used FROM budgets", row => row.Number(0)), default);
        Assert.Equal(1, Assert.Single(used));
    }

    [Fact]
    public async Task Saved_answers_and_budgets_are_known_after_a_restart_and_forgotten_when_their_time_is_over()
    {
        using var keys = await LocalKeys.OpenAsync(_database, _folder.File("keys"), _time, default);
        var filing = await FilingAsync(keys) with { Limits = [new LimitDraw("filings", "caller", 1, TimeSpan.FromHours(1))] };
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(filing, default));

        var (calls, budgets) = (new KnownCalls(), new KnownBudgets());
        var restarted = StoreOver(_database, calls, budgets);
        var answers = new SqliteSavedAnswers(_database, calls, budgets, _time);
        Assert.NotNull(await answers.FindAsync(filing.Answer!.CallHash, default));
        var other = filing with { Request = filing.Request with { Id = RequestId.New() } };
        Assert.IsType<CommitResult.AnsweredBefore>(await restarted.CommitAsync(other, default));
        Assert.IsType<CommitResult.LimitReached>(await restarted.CommitAsync(other with { Answer = Answer("another") }, default));

        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, await answers.SweepAsync(default));
        Assert.Null(await answers.FindAsync(filing.Answer.CallHash, default));
        Assert.Equal(0, await CountAsync("saved_answers"));
        Assert.Equal(0, await CountAsync("budgets"));
    }

    public void Dispose()
    {
        _database.Dispose();
        _signal.Dispose();
        _folder.Dispose();
    }

    protected override void Advance(TimeSpan by) => _time.Advance(by);

    protected override async Task<IReadOnlyList<string>> ArrivedAsync(string entity) =>
        await _database.ReadAsync(session => session.Query("SELECT message_id FROM messages WHERE entity = ?1 ORDER BY sequence", row => row.Text(0), entity), default);

    protected override Task<IReadOnlyList<AuditEntry>> LoggedAsync() => LoggedEntries.ReadAsync(_database);

    private Task<long?> CountAsync(string table) => _database.ReadAsync(session => session.Scalar($"SELECT count(*) FROM {table}"), default);

    private static async Task<bool> TryAsync(IRequestStore store, RequestCommit filing)
    {
        try
        {
            return await store.CommitAsync(filing, default) is CommitResult.Committed;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task CheckWholeOrAbsentAsync(SqliteDatabase database, IRequestStore store, RequestCommit filing, bool reported)
    {
        var there = await store.FindAsync(filing.Request.Id, default) is not null;
        Assert.True(there || !reported, "A filing that was reported is missing.");
        var parts = await database.ReadAsync(
            session => session.Query(
                """
                SELECT count(*) FROM request_documents UNION ALL SELECT count(*) / 2 FROM data_keys UNION ALL SELECT count(*) FROM notices
                UNION ALL SELECT count(*) FROM topic_log UNION ALL SELECT count(*) FROM saved_answers UNION ALL SELECT count(*) FROM budgets
                UNION ALL SELECT count(*) FROM audit_entries
                """,
                row => row.Whole(0)),
            default);
        Assert.All(parts, count => Assert.Equal(there ? 1 : 0, count));
    }

    private static async Task<RequestCommit> FilingAsync(LocalKeys keys)
    {
        var request = Some.Request() with { Timeline = [new TimelineEntry("received", Some.Moment, "requester")] };
        return new RequestCommit(request)
        {
            NewKeys = await keys.NewDataKeys.MakeAsync(request.Id, default),
            Documents = new Dictionary<string, byte[]?> { ["party"] = [1] },
            Messages = [PrivacyFunctions.Requests.Events.PrivacyEvents.Received(request), Notice(request, $"{request.Id}-code")],
            Answer = Answer("filing"),
            Limits = [new LimitDraw("filings", "caller", 5, TimeSpan.FromHours(1))],
        };
    }

    private SqliteRequestStore StoreOver(SqliteDatabase database) => StoreOver(database, new KnownCalls(), new KnownBudgets());

    private SqliteRequestStore StoreOver(SqliteDatabase database, KnownCalls calls, KnownBudgets budgets) =>
        new(database, new CommitUnit(new MessageBroker(database, Topology, _time), new AuditEntryTable(new FixedKeyedHash()), calls, budgets, _time), _signal);
}
