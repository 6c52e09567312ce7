using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Notification;

/// <summary>Sends notices as soon as they are committed.</summary>
public sealed partial class NoticeLoop(NoticeSender sender, IOutbox outbox, TimeProvider time, ILogger<NoticeLoop> log) : BackgroundService
{
    private const int RestPerBatch = 19;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = FirstRest;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendAsync(stoppingToken);
                rest = FirstRest;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFault(log, fault.GetType().Name);
                await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                rest = rest * 2 < Patience ? rest * 2 : Patience;
            }
        }
    }

    // In a flood, mail takes a twentieth of the time at most: filings go before notices of filings. However slow the mail system is, dozens
    // leave in a second.
    private async Task SendAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var sent = await sender.SendDueAsync(cancellation);
        if (sent == 0) await outbox.WaitAsync(Patience, cancellation);
        else if (sent == NoticeSender.Batch) await Task.Delay(Rest(time.GetElapsedTime(began)), time, cancellation);
    }

    private static TimeSpan Rest(TimeSpan batch) => RestPerBatch * batch < LongestRest ? RestPerBatch * batch : LongestRest;

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "Sending notices failed with {Fault}; it goes on in a moment")]
    private static partial void LogFault(ILogger logger, string fault);
}
