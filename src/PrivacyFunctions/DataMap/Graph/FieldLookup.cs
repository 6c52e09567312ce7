namespace PrivacyFunctions.DataMap;

/// <summary>What a written field name turned out to be.</summary>
internal abstract record FieldLookup
{
    /// <summary>The field.</summary>
    public sealed record Found(FieldAddress Address) : FieldLookup;

    /// <summary>There is no such dataset.</summary>
    public sealed record UnknownDataset : FieldLookup;

    /// <summary>The dataset has no such collection.</summary>
    public sealed record UnknownCollection : FieldLookup;

    /// <summary>The collection has no such field.</summary>
    public sealed record UnknownField(CollectionAddress Collection) : FieldLookup;
}
