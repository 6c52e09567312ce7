using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Notification;

/// <summary>Sends the notices that are due. Each leaves at least once, always under the same id.</summary>
public sealed partial class NoticeSender(IOutbox outbox, PartyFile parties, MailTexts texts, IMailSender mail, TimeProvider time, ILogger<NoticeSender> log)
{
    /// <summary>Most notices of one batch.</summary>
    public const int Batch = 32;

    private const int MostAttempts = 60;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    /// <summary>Sends one batch; returns how many notices were due.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var entries = await outbox.LeaseAsync(Batch, Lease, cancellation);
        var done = new List<OutboxEntry>(entries.Count);
        var ready = new List<(OutboxEntry Entry, MailMessage Mail)>(entries.Count);
        foreach (var entry in entries)
        {
            if (await ComposeAsync(entry, cancellation) is { } message) ready.Add((entry, message));
            else done.Add(entry);
        }

        var failures = ready.Count > 0 ? await mail.SendAllAsync([.. ready.Select(r => r.Mail)], cancellation) : [];
        var later = new List<OutboxEntry>();
        foreach (var ((entry, _), failure) in ready.Zip(failures))
        {
            if (failure is not null && IsTriedAgain(entry, failure)) later.Add(entry);
            else done.Add(entry);
        }

        // Also when the process is asked to end: what was sent is not sent again.
        if (done.Count > 0) await outbox.CompleteAsync(done, CancellationToken.None);
        foreach (var entry in later) await outbox.PostponeAsync(entry, time.GetUtcNow() + Pause(entry.Attempts), cancellation);
        return entries.Count;
    }

    /// <summary>The mail; null when there is nobody left to tell.</summary>
    private async Task<MailMessage?> ComposeAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        if (entry.Message is not OutboxMessage.Notice notice) return null;
        try
        {
            // Without its key a notice is erased.
            return await parties.OpenAsync(notice, cancellation) is { } content ? texts.Compose(notice.Id, notice.RequestId, content) : null;
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

    private static TimeSpan Pause(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(EventId = 1400, Level = LogLevel.Warning, Message = "A notice of request {RequestId} was not accepted ({Code}) at attempt {Attempt}; it is tried again")]
    private static partial void LogPostponed(ILogger logger, string requestId, string code, int attempt);

    [LoggerMessage(EventId = 1401, Level = LogLevel.Error, Message = "A notice of request {RequestId} cannot be delivered ({Code}) after attempt {Attempt}")]
    private static partial void LogGivenUp(ILogger logger, string requestId, string code, int attempt);
}
