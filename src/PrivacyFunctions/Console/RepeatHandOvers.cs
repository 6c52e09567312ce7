using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Tells orchestrations again what they have not taken: when the host starts, and every minute.</summary>
public sealed class RepeatHandOvers(HandOverSweep sweep)
{
    [Function(nameof(RepeatHandOvers))]
    public Task RunAsync(
        [TimerTrigger("5 * * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient orchestrations, CancellationToken cancellation) =>
        sweep.RunAsync(orchestrations, cancellation);
}
