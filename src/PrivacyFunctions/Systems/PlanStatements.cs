using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Systems;

/// <summary>Fills into a plan the statements that its steps will send, for people to read; the plan's hash stays what it is.</summary>
public static class PlanStatements
{
    /// <summary>The plan with statements, parameter names in place of values; steps of systems whose catalogue is not known keep none.</summary>
    public static Plan Explain(Plan plan, ConnectedSystems systems, IReadOnlyDictionary<string, Catalogue> catalogues) => plan with
    {
        Units = [.. plan.Units.Select(unit => unit with { Steps = [.. unit.Steps.Select(step => Explain(step, systems, catalogues))] })],
    };

    private static PlanStep Explain(PlanStep step, ConnectedSystems systems, IReadOnlyDictionary<string, Catalogue> catalogues)
    {
        if (step.Table is null || !catalogues.TryGetValue(step.Dataset, out var catalogue)) return step;
        var query = step.Query([.. step.Inputs.Select(input => input.KeySet(AsyncEnumerable.Empty<KeyTuple>()))]);
        return step with { Statement = systems.Open(step.Dataset).Explain(query, catalogue) };
    }
}
