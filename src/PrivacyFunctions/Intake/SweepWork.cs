using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Intake;

/// <summary>Looks after requests whose work ended without an answer, or is gone.</summary>
public sealed class SweepWork(StrandedWork stranded, VanishedWork vanished)
{
    [Function(nameof(SweepWork))]
    public async Task RunAsync(
        [TimerTrigger("45 */5 * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        await stranded.SweepAsync(orchestrations, cancellation);
        await vanished.SweepAsync(orchestrations, cancellation);
    }
}
