using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Notification;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;
using PrivacyFunctions.Tests.Local;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Notification;

public sealed class NoticeSenderTests
{
    private static readonly OrganisationSettings Organisation = new()
    {
        Name = "OpenTech Support",
        Contact = "privacy@opentech.example",
        PolicyVersion = "1",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
    };

    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IOutbox _outbox = Substitute.For<IOutbox>();
    private readonly IDataKeys _keys = Substitute.For<IDataKeys>();
    private readonly MailStub _mail = new();
    private readonly byte[] _key = Enumerable.Repeat((byte)7, DataKey.Size).ToArray();
    private readonly RightsRequest _request = Some.Request();

    public NoticeSenderTests()
    {
        _outbox.PostponeAsync(default!, default, default).ReturnsForAnyArgs(call => call.Arg<CancellationToken>().IsCancellationRequested ? Task.FromCanceled(call.Arg<CancellationToken>()) : Task.CompletedTask);
        _keys.FindAsync(default, default, default).ReturnsForAnyArgs(_ => new DataKey(_key));
    }

    private NoticeSender Sender => new(
        _outbox, new PartyFile(Substitute.For<IRequestStore>(), _keys), new MailTexts(Organisation), _mail, _time, NullLogger<NoticeSender>.Instance);

    [Fact]
    public async Task A_notice_becomes_one_mail_with_the_code_alone_on_its_line()
    {
        var sent = await SendAsync();
        Assert.Equal("ann@example.org", sent.To.Value);
        Assert.Equal("Your code to confirm a privacy request", sent.Subject);
        Assert.Contains("12345678", sent.Body.Split('\n'));
        Assert.Contains("10:10 on 2 March 2026 (Europe/Berlin)", sent.Body, StringComparison.Ordinal);
        Assert.Contains("2 April 2026", sent.Body, StringComparison.Ordinal);
        Assert.Equal(Some.Moment, sent.At);
        await _outbox.Received(1).CompleteAsync(Arg.Is<IReadOnlyList<OutboxEntry>>(done => done.Count == 1), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(50, 7200)]
    public async Task A_mail_that_is_not_taken_now_is_tried_again_later(int attempt, int seconds)
    {
        Fail(new MailFailure("smtp-451", transient: true));
        Lease(Entry(attempt));
        await Sender.SendDueAsync(default);
        await _outbox.Received(1).PostponeAsync(Arg.Any<OutboxEntry>(), Some.Moment.AddSeconds(seconds), Arg.Any<CancellationToken>());
        await _outbox.DidNotReceiveWithAnyArgs().CompleteAsync(default!, default);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 60)]
    public async Task A_mail_that_will_never_be_taken_is_given_up(bool transient, int attempt)
    {
        Fail(new MailFailure("smtp-550", transient));
        Lease(Entry(attempt));
        await Sender.SendDueAsync(default);
        await _outbox.ReceivedWithAnyArgs(1).CompleteAsync(default!, default);
    }

    [Fact]
    public async Task One_mail_that_fails_does_not_keep_others_back()
    {
        _mail.Failures.Enqueue(new MailFailure("smtp-451", true));
        Lease(Entry(1), Entry(1));
        Assert.Equal(2, await Sender.SendDueAsync(default));
        await _outbox.Received(1).CompleteAsync(Arg.Is<IReadOnlyList<OutboxEntry>>(done => done.Count == 1), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Asked_to_end_in_the_middle_it_keeps_what_was_sent_from_being_sent_again()
    {
        Lease(Entry(1), Entry(1));
        using var ending = new CancellationTokenSource();
        _mail.OnSent = ending.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sender.SendDueAsync(ending.Token));
        Assert.Single(_mail.Sent);
        await _outbox.Received(1).CompleteAsync(Arg.Is<IReadOnlyList<OutboxEntry>>(done => done.Count == 1), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_code_that_is_over_is_not_mailed_any_more()
    {
        _time.Advance(TimeSpan.FromMinutes(10));
        Lease(Entry(1));
        await Sender.SendDueAsync(default);
        Assert.Empty(_mail.Sent);
        await _outbox.ReceivedWithAnyArgs(1).CompleteAsync(default!, default);
    }

    [Fact]
    public async Task A_fault_that_nobody_expected_holds_up_only_its_own_notice()
    {
        var opened = 0;
        _keys.FindAsync(default, default, default).ReturnsForAnyArgs(_ => opened++ == 0 ? throw new InvalidOperationException("odd") : new DataKey(_key));
        _mail.Failures.Enqueue(new IOException("broken"));
        Lease(Entry(1), Entry(1), Entry(1));
        Assert.Equal(3, await Sender.SendDueAsync(default));
        Assert.Single(_mail.Sent);
        await _outbox.Received(1).CompleteAsync(Arg.Is<IReadOnlyList<OutboxEntry>>(done => done.Count == 1), Arg.Any<CancellationToken>());
        await _outbox.ReceivedWithAnyArgs(2).PostponeAsync(default!, default, default);
    }

    [Fact]
    public async Task The_lease_is_prolonged_for_as_long_as_the_mail_system_takes()
    {
        Lease(Entry(1));
        var gate = new TaskCompletionSource();
        _mail.Taken = gate.Task;
        var sending = Sender.SendDueAsync(default);
        for (var minute = 1; minute <= 10; minute++) _time.Advance(TimeSpan.FromMinutes(1));
        gate.SetResult();
        await sending;
        await _outbox.ReceivedWithAnyArgs().RenewAsync(default!, default, default);
        Assert.InRange(_outbox.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IOutbox.RenewAsync)), 10, 30);
        await _outbox.ReceivedWithAnyArgs(1).CompleteAsync(default!, default);
    }

    [Fact]
    public async Task What_was_sent_is_noted_again_when_noting_it_failed()
    {
        Lease(Entry(1));
        _outbox.CompleteAsync(default!, default).ReturnsForAnyArgs(Task.FromException(new IOException("broken")), Task.CompletedTask);
        var sending = Sender.SendDueAsync(default);
        await _time.AdvanceUntilAsync(sending, TimeSpan.FromMilliseconds(100));
        Assert.Single(_mail.Sent);
        await _outbox.ReceivedWithAnyArgs(2).CompleteAsync(default!, default);
    }

    [Fact]
    public async Task Without_its_key_a_notice_is_erased()
    {
        Lease(Entry(1));
        _keys.FindAsync(default, default, default).ReturnsForAnyArgs((DataKey?)null);
        await Sender.SendDueAsync(default);
        Assert.Empty(_mail.Sent);
        await _outbox.ReceivedWithAnyArgs(1).CompleteAsync(default!, default);
    }

    [Fact]
    public async Task A_notice_put_in_anothers_place_is_not_sent()
    {
        var entry = Entry(1);
        var other = (OutboxMessage.Notice)entry.Message with { RequestId = RequestId.New() };
        Lease(entry with { Message = other });
        await Sender.SendDueAsync(default);
        Assert.Empty(_mail.Sent);
    }

    public static TheoryData<NoticeKind> KindsWithoutCode =>
        [.. Enum.GetValues<NoticeKind>().Except([NoticeKind.VerificationCode, NoticeKind.DownloadCode])];

    [Fact]
    public void A_denial_says_ground_reason_and_remedies_and_its_reason_cannot_pass_for_a_code()
    {
        var notice = Content(NoticeKind.Denied) with
        {
            Ground = PrivacyFunctions.Law.Ground.LegalClaims,
            Reason = new Personal("See case\n87654321\nat court."),
            Remedies = ["You may go to court."],
        };
        var body = new MailTexts(Organisation).Compose("id", _request.Id, notice).Body;
        Assert.Contains("legal claims", body, StringComparison.Ordinal);
        Assert.Contains("See case 87654321 at court.", body, StringComparison.Ordinal);
        Assert.Contains("- You may go to court.", body, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^[0-9]{8}$", body);
    }

    [Theory]
    [MemberData(nameof(KindsWithoutCode))]
    public void Every_notice_has_words_and_none_has_a_code(NoticeKind kind)
    {
        var mail = new MailTexts(Organisation).Compose("id", _request.Id, Content(kind) with { Code = null });
        Assert.NotEmpty(mail.Subject);
        Assert.StartsWith("Hello,\n\n", mail.Body, StringComparison.Ordinal);
        Assert.Contains(_request.Id.Value, mail.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^[0-9]{8}$", mail.Body);
        Assert.DoesNotContain("http", mail.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoticeKind.Deleted, true, false)]
    [InlineData(NoticeKind.DeletedExceptKept, true, true)]
    [InlineData(NoticeKind.NothingDeleted, false, true)]
    public void The_end_of_a_deletion_claims_only_what_was_done(NoticeKind kind, bool deleted, bool kept)
    {
        var mail = new MailTexts(Organisation).Compose("id", _request.Id, Content(kind) with { Code = null });
        Assert.Equal((deleted, kept), (mail.Body.Contains("We have deleted", StringComparison.Ordinal), mail.Body.Contains("stay", StringComparison.Ordinal)));
        Assert.Equal(!deleted || kept, !mail.Subject.Contains("deleted", StringComparison.Ordinal));
    }

    private async Task<MailMessage> SendAsync()
    {
        Lease(Entry(1));
        await Sender.SendDueAsync(default);
        return Assert.Single(_mail.Sent);
    }

    private void Lease(params OutboxEntry[] entries) => _outbox.LeaseAsync(default, default, default).ReturnsForAnyArgs(entries);

    private void Fail(MailFailure failure) => _mail.Failures.Enqueue(failure);

    private OutboxEntry Entry(int attempt)
    {
        using var key = new DataKey(_key);
        return new OutboxEntry(1, PartyFile.Seal(key, _request.Id, Content(NoticeKind.VerificationCode), "1"), attempt);
    }

    private static PersonNotice Content(NoticeKind kind) => new(kind, new Personal("ann@example.org"), Some.Moment)
    {
        Code = new Personal("12345678"),
        GoodUntil = Some.Moment.AddMinutes(10),
        DueAt = Some.Moment.AddDays(31),
    };

    /// <summary>Refuses as often as it is told to, then takes every mail.</summary>
    private sealed class MailStub : IMailSender
    {
        public Queue<Exception> Failures { get; } = [];

        /// <summary>Ends when the mail system has taken what it was given.</summary>
        public Task Taken { get; set; } = Task.CompletedTask;

        public List<MailMessage> Sent { get; } = [];

        public Action? OnSent { get; set; }

        public async Task SendAsync(MailMessage message, CancellationToken cancellation)
        {
            await Taken;
            if (Failures.TryDequeue(out var failure)) throw failure;
            cancellation.ThrowIfCancellationRequested();
            Sent.Add(message);
            OnSent?.Invoke();
        }
    }
}
