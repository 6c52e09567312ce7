namespace PrivacyFunctions.Connecting;

/// <summary>What else may come of a change of a table's rows.</summary>
public enum SideEffects
{
    /// <summary>Other rows may change along, or a row may be left out: by a trigger, rule, policy or foreign key, or because nobody knows.</summary>
    Possible,

    /// <summary>Nothing else changes; a foreign key may refuse.</summary>
    Refusal,

    /// <summary>Nothing hangs on the table.</summary>
    None,
}
