namespace PrivacyFunctions.DataMap;

/// <summary>The references of a map as pairs of fields, each in the directions it allows, each once.</summary>
internal static class References
{
    public static IReadOnlyList<ReferencePair> Of(PrivacyMap map)
    {
        var names = new FieldNames(map);
        var pairs = new Dictionary<(FieldAddress, FieldAddress), ReferencePair>();
        foreach (var field in map.Datasets.SelectMany(dataset => dataset.Collections).SelectMany(MappedFields.Of))
        {
            foreach (var reference in field.Field.References)
            {
                if (names.Field(reference.Dataset, reference.Field) is not FieldLookup.Found { Address: var other } || other.Collection == field.Address.Collection)
                {
                    continue;
                }

                if (reference.Direction != ReferenceDirection.From)
                {
                    pairs.TryAdd((field.Address, other), new ReferencePair(field.Address, other, reference.At));
                }

                if (reference.Direction != ReferenceDirection.To)
                {
                    pairs.TryAdd((other, field.Address), new ReferencePair(other, field.Address, reference.At));
                }
            }
        }

        return [.. pairs.Values];
    }
}
