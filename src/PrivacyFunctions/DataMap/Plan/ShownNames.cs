namespace PrivacyFunctions.DataMap;

/// <summary>The names the person sees: <c>redact: name</c> puts <c>dataset_n</c>, <c>collection_n</c> and <c>field_n</c> in place of real ones.</summary>
/// <param name="Dataset">For the dataset.</param>
/// <param name="Collection">For the collection.</param>
/// <param name="Fields">For top-level fields whose name is hidden; all others show their own.</param>
public sealed record ShownNames(string Dataset, string Collection, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The name shown for a top-level field.</summary>
    public string Field(string name) => Fields.GetValueOrDefault(name, name);
}
