using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Notification;

/// <summary>Sends the notices that are due. Each leaves at least once, always under the same id; one that offers what is over never leaves.</summary>
public sealed partial class NoticeSender(IOutbox outbox, PartyFile parties, MailTexts texts, IMailSender mail, TimeProvider time, ILogger<NoticeSender> log)
{
    /// <summary>Most notices of one batch.</summary>
    public const int Batch = 32;

    private const int MostAttempts = 60;
    private const int SettleTries = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SettlePause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    /// <summary>Sends one batch; returns how many notices were due.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var entries = await outbox.LeaseAsync(Batch, Lease, cancellation);
        if (entries.Count == 0) return 0;
        List<OutboxEntry> done, later;
        await using (new LeaseRenewal(outbox, entries, Lease, time, fault => LogStoreFailed(log, fault.GetType().Name)))
        {
            (done, later) = await SendAsync(entries, cancellation);
        }

        // Also when the process is asked to end: what was sent is not sent again.
        if (done.Count > 0) await SettleAsync(() => outbox.CompleteAsync(done, CancellationToken.None), cancellation);
        foreach (var entry in later)
            await SettleAsync(() => outbox.PostponeAsync(entry, time.GetUtcNow() + Pause(entry.Attempts), cancellation), cancellation);
        return entries.Count;
    }

    /// <summary>Which entries are done with, and which are to be tried again. One that fails holds up no other.</summary>
    private async Task<(List<OutboxEntry> Done, List<OutboxEntry> Later)> SendAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellation)
    {
        var (done, later) = (new List<OutboxEntry>(entries.Count), new List<OutboxEntry>());
        var ready = new List<(OutboxEntry Entry, MailMessage Mail)>(entries.Count);
        foreach (var entry in entries)
        {
            try
            {
                if (await ComposeAsync(entry, cancellation) is { } message) ready.Add((entry, message));
                else done.Add(entry);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                Note(entry, MailFailure.Unexpected(fault));
            }
        }

        var failures = ready.Count > 0 ? await TrySendAsync([.. ready.Select(r => r.Mail)], cancellation) : [];
        foreach (var ((entry, _), failure) in ready.Zip(failures)) Note(entry, failure);
        return (done, later);

        void Note(OutboxEntry entry, MailFailure? failure) => (failure is not null && IsTriedAgain(entry, failure) ? later : done).Add(entry);
    }

    private async Task<IReadOnlyList<MailFailure?>> TrySendAsync(IReadOnlyList<MailMessage> messages, CancellationToken cancellation)
    {
        try
        {
            return await mail.SendAllAsync(messages, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            return [.. messages.Select(_ => MailFailure.Unexpected(fault))];
        }
    }

    /// <summary>The mail; null when there is nobody left to tell, or nothing left to offer.</summary>
    private async Task<MailMessage?> ComposeAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        if (entry.Message is not OutboxMessage.Notice notice) return null;
        try
        {
            // Without its key a notice is erased.
            if (await parties.OpenAsync(notice, cancellation) is not { } content) return null;
            if (content.GoodUntil > time.GetUtcNow() || content.GoodUntil is null) return texts.Compose(notice.Id, notice.RequestId, content);
            LogOver(log, notice.RequestId.Value, content.Kind, entry.Attempts);
            return null;
        }
        catch (SealBrokenException)
        {
            LogGivenUp(log, notice.RequestId.Value, "seal-broken", entry.Attempts);
            return null;
        }
    }

    private bool IsTriedAgain(OutboxEntry entry, MailFailure failure)
    {
        var request = ((OutboxMessage.Notice)entry.Message).RequestId.Value;
        var again = failure.Transient && entry.Attempts < MostAttempts;
        if (again) LogPostponed(log, request, failure.Message, entry.Attempts);
        else LogGivenUp(log, request, failure.Message, entry.Attempts);
        return again;
    }

    private async Task SettleAsync(Func<Task> settle, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await settle();
                return;
            }
            catch (Exception fault) when (tries < SettleTries && !cancellation.IsCancellationRequested)
            {
                LogStoreFailed(log, fault.GetType().Name);
            }

            await Task.Delay(SettlePause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Pause(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(EventId = 1400, Level = LogLevel.Warning, Message = "A notice of request {RequestId} was not accepted ({Code}) at attempt {Attempt}; it is tried again")]
    private static partial void LogPostponed(ILogger logger, string requestId, string code, int attempt);

    [LoggerMessage(EventId = 1401, Level = LogLevel.Error, Message = "A notice of request {RequestId} cannot be delivered ({Code}) after attempt {Attempt}")]
    private static partial void LogGivenUp(ILogger logger, string requestId, string code, int attempt);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Warning, Message = "A notice of request {RequestId} ({Kind}) was dropped at attempt {Attempt}: what it offers is over")]
    private static partial void LogOver(ILogger logger, string requestId, NoticeKind kind, int attempt);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Error, Message = "What became of notices could not be kept ({Fault}); it is tried again")]
    private static partial void LogStoreFailed(ILogger logger, string fault);
}
