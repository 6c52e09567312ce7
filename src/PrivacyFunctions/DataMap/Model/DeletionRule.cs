namespace PrivacyFunctions.DataMap;

/// <summary>An entry under <c>deletion:</c>; the first that fits decides.</summary>
public abstract record DeletionRule(Located<string> Selector, MapPosition At)
{
    /// <summary>Whether the entry is about this collection: <c>dataset.collection</c>, <c>dataset.*</c> or <c>*</c>.</summary>
    public bool Matches(CollectionAddress address) =>
        Selector.Value == "*"
        || Selector.Value == address.ToString()
        || (Selector.Value.Length == address.Dataset.Length + 2
            && Selector.Value.EndsWith(".*", StringComparison.Ordinal)
            && Selector.Value.StartsWith(address.Dataset, StringComparison.Ordinal));

    /// <summary>Rows stay.</summary>
    public sealed record Retain(Located<string> Selector, Located<string> Ground, string Reason, MapPosition At) : DeletionRule(Selector, At);

    /// <summary>Rows go.</summary>
    public sealed record Delete(Located<string> Selector, MapPosition At) : DeletionRule(Selector, At);

    /// <summary>Rows stay, values of these categories go.</summary>
    public sealed record Mask(Located<string> Selector, MaskingStrategy Strategy, IReadOnlyList<Located<string>> Categories, MapPosition At)
        : DeletionRule(Selector, At);
}
