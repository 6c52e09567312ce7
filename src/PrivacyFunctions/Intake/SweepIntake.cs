using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Intake;

/// <summary>Forgets saved answers and budgets once they have expired.</summary>
public sealed class SweepIntake(ISavedAnswers answers)
{
    [Function(nameof(SweepIntake))]
    public Task RunAsync([TimerTrigger("0 23 * * * *")] TimerInfo timer, CancellationToken cancellation) => answers.SweepAsync(cancellation);
}
