namespace PrivacyFunctions.DataMap;

/// <summary>Which collection of which dataset.</summary>
public readonly record struct CollectionAddress(string Dataset, string Collection) : IComparable<CollectionAddress>
{
    /// <inheritdoc/>
    public int CompareTo(CollectionAddress other)
    {
        var byDataset = string.CompareOrdinal(Dataset, other.Dataset);
        return byDataset != 0 ? byDataset : string.CompareOrdinal(Collection, other.Collection);
    }

    /// <summary><c>dataset.collection</c>.</summary>
    public override string ToString() => $"{Dataset}.{Collection}";

    /// <summary>Ordinal order.</summary>
    public static bool operator <(CollectionAddress left, CollectionAddress right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(CollectionAddress left, CollectionAddress right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(CollectionAddress left, CollectionAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(CollectionAddress left, CollectionAddress right) => left.CompareTo(right) >= 0;
}
