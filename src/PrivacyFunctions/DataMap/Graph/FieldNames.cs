namespace PrivacyFunctions.DataMap;

/// <summary>Finds what a written name such as <c>billing.customer.phone</c> means, when names themselves may hold dots.</summary>
internal sealed class FieldNames(PrivacyMap map)
{
    /// <summary>The collection written as <c>dataset.collection</c>.</summary>
    public DatasetCollection? Collection(string written) =>
        Splits(written).Select(split => map.Find(new CollectionAddress(split.Head, split.Tail))).FirstOrDefault(found => found is not null);

    /// <summary>The field written as <c>dataset.collection.field[.sub]</c>.</summary>
    public FieldLookup Field(string written)
    {
        FieldLookup best = new FieldLookup.UnknownDataset();
        foreach (var (dataset, rest) in Splits(written))
        {
            var lookup = Field(dataset, rest);
            if (lookup is FieldLookup.Found)
            {
                return lookup;
            }

            best = lookup is FieldLookup.UnknownDataset || best is FieldLookup.UnknownField ? best : lookup;
        }

        return best;
    }

    /// <summary>The field written as <c>collection.field[.sub]</c> in a dataset.</summary>
    public FieldLookup Field(string dataset, string written)
    {
        if (map.FindDataset(dataset) is not { } owner)
        {
            return new FieldLookup.UnknownDataset();
        }

        FieldLookup best = new FieldLookup.UnknownCollection();
        foreach (var (collection, path) in Splits(written))
        {
            if (map.Find(new CollectionAddress(owner.Key, collection)) is not { } found)
            {
                continue;
            }

            if (Path(found.Fields, path) is { } segments)
            {
                return new FieldLookup.Found(new FieldAddress(found.Address, new FieldPath([.. segments])));
            }

            best = new FieldLookup.UnknownField(found.Address);
        }

        return best;
    }

    private static IEnumerable<string>? Path(IReadOnlyList<DatasetField> fields, string written)
    {
        foreach (var field in fields)
        {
            if (field.Name == written)
            {
                return [written];
            }

            if (written.Length > field.Name.Length + 1 && written[field.Name.Length] == '.' && written.StartsWith(field.Name, StringComparison.Ordinal)
                && Path(field.Fields, written[(field.Name.Length + 1)..]) is { } rest)
            {
                return rest.Prepend(field.Name);
            }
        }

        return null;
    }

    private static IEnumerable<(string Head, string Tail)> Splits(string written)
    {
        for (var dot = written.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = written.IndexOf('.', dot + 1))
        {
            yield return (written[..dot], written[(dot + 1)..]);
        }
    }
}
