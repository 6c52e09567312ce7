using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Intake;

/// <summary>Looks after requests whose work ended without an answer.</summary>
public sealed class SweepWork(StrandedWork stranded)
{
    [Function(nameof(SweepWork))]
    public Task RunAsync(
        [TimerTrigger("45 */5 * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient orchestrations, CancellationToken cancellation) =>
        stranded.SweepAsync(orchestrations, cancellation);
}
