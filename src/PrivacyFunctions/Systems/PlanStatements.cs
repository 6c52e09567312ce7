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
        var system = systems.Open(step.Dataset);
        var query = step.Query([.. step.Inputs.Select(input => input.KeySet(AsyncEnumerable.Empty<KeyTuple>()))]);
        return step with
        {
            Statement = system.Explain(query, catalogue),
            ChangeStatement = Change(step) is { } change ? system.Explain(change, catalogue) : null,
        };
    }

    private static RecordChange? Change(PlanStep step)
    {
        var none = AsyncEnumerable.Empty<KeyTuple>();
        IReadOnlyList<KeySet> keySets = step.PrimaryKey.Count > 0
            ? [new KeySet { Fields = step.PrimaryKey, Keys = none }]
            : [.. step.OwnInputs().Select(input => input.KeySet(none))];
        var rows = new RecordSelection { Collection = step.Collection, Namespace = step.Namespace, KeySets = keySets };
        return step.Deletion switch
        {
            _ when keySets.Count == 0 => null,
            DeletionDecision.Delete delete => new RecordChange.Delete
            {
                Rows = rows,
                MostRows = 0,
                Protecting = delete.KeptReferrers,
                Instead = delete.Instead is { } mask ? MaskingOf(mask) : null,
            },
            DeletionDecision.Mask { Fields.Count: > 0 } mask => new RecordChange.Mask { Rows = rows, MostRows = 0, Masking = MaskingOf(mask) },
            _ => null,
        };
    }

    // The statement depends on how values are masked, not on the secret.
    private static Masking MaskingOf(DeletionDecision.Mask mask) =>
        new() { Values = [.. mask.Fields.Select(MaskMethods.Of).OfType<ValueMask>()], Secret = new byte[32] };
}
