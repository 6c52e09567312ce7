using Microsoft.Azure.Functions.Worker;

namespace PrivacyFunctions.Notification;

/// <summary>Sweeps notices that were left lying: on Azure nothing else wakes a sleeping app for them.</summary>
public sealed class SendNotices(NoticeSender sender)
{
    [Function(nameof(SendNotices))]
    public async Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        while (await sender.SendDueAsync(cancellation) > 0)
        {
            // Until nothing is due.
        }
    }
}
