using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>Holds what the code does now against what the history says it did.</summary>
internal static class ReplayComparison
{
    public static void Check(IReadOnlyList<OrchestrationAction> recorded, IReadOnlyList<OrchestrationAction> repeated, bool ended)
    {
        for (var i = 0; i < Math.Max(recorded.Count, repeated.Count); i++)
        {
            var before = i < recorded.Count ? recorded[i] : null;
            var now = i < repeated.Count ? repeated[i] : null;
            if (before is null || now is null || before.TaskId != now.TaskId || Differs(before, now)) throw Mismatch(before, now);
        }

        if (ended) throw new NonDeterministicOrchestrationException("The orchestrator's code has ended where its history has not.");
    }

    private static bool Differs(OrchestrationAction before, OrchestrationAction now) =>
        before.GetType() != now.GetType() || !string.Equals(before.Description, now.Description, StringComparison.OrdinalIgnoreCase);

    private static NonDeterministicOrchestrationException Mismatch(OrchestrationAction? before, OrchestrationAction? now)
    {
        var step = before?.TaskId ?? now!.TaskId;
        return new NonDeterministicOrchestrationException(
            $"At step {step} the history has {before?.Description ?? "nothing"}, the orchestrator's code {now?.Description ?? "nothing"}. "
            + "The code was changed while this orchestration was running, or it is not deterministic.");
    }
}
