namespace PrivacyFunctions.DataMap;

/// <summary>Which field of which collection.</summary>
public sealed record FieldAddress(CollectionAddress Collection, FieldPath Path)
{
    /// <summary><c>dataset.collection.field</c>.</summary>
    public override string ToString() => $"{Collection}.{Path}";
}
