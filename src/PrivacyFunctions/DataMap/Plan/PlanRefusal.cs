namespace PrivacyFunctions.DataMap;

/// <summary>Why deletion in a dataset must not run as planned. A plan with a refusal for a dataset that is not left out changes nothing.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Collection">The collection whose change would do harm.</param>
/// <param name="Code">One of the constants.</param>
/// <param name="Table">The live table that would be reached; null when the catalogue is not known.</param>
/// <param name="Over">The foreign key or trigger that reaches it.</param>
public sealed record PlanRefusal(string Dataset, string Collection, string Code, string? Table = null, string? Over = null)
{
    /// <summary>A CASCADE, SET NULL or SET DEFAULT would reach rows that are retained, left or not in the map.</summary>
    public const string Cascade = "cascade-into-kept";

    /// <summary>A trigger would delete or update such rows.</summary>
    public const string Trigger = "trigger-into-kept";

    /// <summary>The system did not say what its foreign keys and triggers are.</summary>
    public const string Unseen = "planned-unseen";
}
