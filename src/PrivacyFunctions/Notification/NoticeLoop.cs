using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Notification;

/// <summary>Sends notices as soon as they are committed.</summary>
public sealed partial class NoticeLoop(NoticeSender sender, IOutbox outbox, TimeProvider time, ILogger<NoticeLoop> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await sender.SendDueAsync(stoppingToken) == 0) await outbox.WaitAsync(Patience, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFault(log, fault.GetType().Name);
                await Task.Delay(Patience, time, stoppingToken).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }
    }

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "Sending notices failed with {Fault}; it goes on in a moment")]
    private static partial void LogFault(ILogger logger, string fault);
}
