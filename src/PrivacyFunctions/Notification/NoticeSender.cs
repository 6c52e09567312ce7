using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Notification;

/// <summary>Sends the notices that are due. Each leaves at least once, always under the same id.</summary>
public sealed partial class NoticeSender(IOutbox outbox, PartyFile parties, MailTexts texts, IMailSender mail, TimeProvider time, ILogger<NoticeSender> log)
{
    private const int Batch = 32;
    private const int MostAttempts = 60;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    /// <summary>Sends one batch; returns how many notices were due.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var entries = await outbox.LeaseAsync(Batch, Lease, cancellation);
        var done = new List<OutboxEntry>(entries.Count);
        try
        {
            foreach (var entry in entries)
            {
                if (await SendAsync(entry, cancellation)) done.Add(entry);
            }
        }
        finally
        {
            // Also when the process is asked to end: what was sent is not sent again.
            if (done.Count > 0) await outbox.CompleteAsync(done, CancellationToken.None);
        }

        return entries.Count;
    }

    private async Task<bool> SendAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        if (entry.Message is not OutboxMessage.Notice notice) return false;
        try
        {
            // Without its key a notice is erased: there is nobody left to tell.
            if (await parties.OpenAsync(notice, cancellation) is { } content)
                await mail.SendAsync(texts.Compose(notice.Id, notice.RequestId, content), cancellation);
            return true;
        }
        catch (MailFailure failure) when (failure.Transient && entry.Attempts < MostAttempts)
        {
            LogPostponed(log, notice.RequestId.Value, failure.Message, entry.Attempts);
            await outbox.PostponeAsync(entry, time.GetUtcNow() + Pause(entry.Attempts), cancellation);
            return false;
        }
        catch (MailFailure failure)
        {
            LogGivenUp(log, notice.RequestId.Value, failure.Message, entry.Attempts);
            return true;
        }
        catch (SealBrokenException)
        {
            LogGivenUp(log, notice.RequestId.Value, "seal-broken", entry.Attempts);
            return true;
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
}
