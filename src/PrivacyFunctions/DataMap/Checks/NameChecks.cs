namespace PrivacyFunctions.DataMap;

/// <summary>Every name that one part of the map says of another.</summary>
internal sealed class NameChecks(MapGraph graph, ProblemList problems)
{
    private readonly PrivacyMap _map = graph.Map;

    public static void Run(MapGraph graph, ProblemList problems)
    {
        var checks = new NameChecks(graph, problems);
        checks.References();
        checks.Orders();
        checks.Vouches();
        checks.Traverses();
    }

    private void References()
    {
        foreach (var field in _map.Datasets.SelectMany(dataset => dataset.Collections).SelectMany(MappedFields.Of))
        {
            foreach (var reference in field.Field.References)
            {
                Reference(field, reference);
            }

            if ((field.Field.References.Count > 0 || field.Field.Identity is not null) && field.Path.Segments.Any(name => name.Contains('.', StringComparison.Ordinal)))
            {
                problems.Error(MapCodes.AmbiguousKeyName, field.Field.At, $"The field {Quote.Name(field.Address)} is searched by, so no name in it may hold a dot.");
            }
        }
    }

    private void Reference(MappedField field, FieldReference reference)
    {
        var lookup = graph.Names.Field(reference.Dataset, reference.Field);
        if (lookup is FieldLookup.Found found && found.Address.Collection == field.Address.Collection)
        {
            problems.Error(MapCodes.SelfReference, reference.At, $"The field {Quote.Name(field.Address)} refers to its own collection, which the search cannot follow; remove the reference.");
        }
        else
        {
            Report(lookup, reference.At, $"The reference of {Quote.Name(field.Address)}", $"{reference.Dataset}.{reference.Field}");
        }
    }

    private void Orders()
    {
        foreach (var dataset in _map.Datasets)
        {
            foreach (var after in dataset.After.Where(after => _map.FindDataset(after.Value) is null))
            {
                problems.Error(MapCodes.UnknownDataset, after.At, $"'after' of {Quote.Name(dataset.Key)} names the dataset {Quote.Name(after.Value)}, which is not in the map.");
            }

            foreach (var collection in dataset.Collections)
            {
                Order("after", collection, collection.After);
                Order("erase_after", collection, collection.EraseAfter);
            }
        }
    }

    private void Order(string key, DatasetCollection collection, IReadOnlyList<Located<string>> names)
    {
        foreach (var name in names.Where(name => graph.Names.Collection(name.Value) is null))
        {
            problems.Error(MapCodes.UnknownCollection, name.At, $"'{key}' of {Quote.Name(collection.Address)} names the collection {Quote.Name(name.Value)}, which is not in the map; write dataset.collection.");
        }
    }

    private void Vouches()
    {
        var identities = _map.Datasets.SelectMany(dataset => dataset.Collections).SelectMany(MappedFields.Of).Select(field => field.Field.Identity?.Value).OfType<string>().ToHashSet();
        foreach (var vouch in _map.Vouches)
        {
            Report(graph.Names.Field(vouch.Field.Value), vouch.Field.At, "'vouches'", vouch.Field.Value);
            if (vouch.Identity.Value == SearchStarts.IpAddress)
            {
                problems.Warning(MapCodes.VouchUnusable, vouch.Identity.At, "An IP address never starts a search, so nothing needs to vouch for it.");
            }
            else if (!identities.Contains(vouch.Identity.Value))
            {
                problems.Warning(MapCodes.UnknownIdentity, vouch.Identity.At, $"No field of the map holds the identity {Quote.Name(vouch.Identity.Value)}, so vouching for it has no effect.");
            }
        }
    }

    private void Traverses()
    {
        foreach (var traverse in _map.Traverses)
        {
            var from = graph.Names.Field(traverse.From.Value);
            var to = graph.Names.Field(traverse.To.Value);
            Report(from, traverse.From.At, "'traverse'", traverse.From.Value);
            Report(to, traverse.To.At, "'traverse'", traverse.To.Value);
            if (from is FieldLookup.Found { Address: var source } && to is FieldLookup.Found { Address: var target }
                && !DataMap.References.Of(_map).Any(pair => pair.Source == source && pair.Target == target))
            {
                problems.Warning(MapCodes.TraverseUnused, traverse.At, $"No reference leads from {Quote.Name(source)} to {Quote.Name(target)}, so the entry has no effect.");
            }
        }
    }

    private void Report(FieldLookup lookup, MapPosition at, string what, string written)
    {
        var (code, lacks) = lookup switch
        {
            FieldLookup.UnknownDataset => (MapCodes.UnknownDataset, "a dataset"),
            FieldLookup.UnknownCollection => (MapCodes.UnknownCollection, "a collection"),
            FieldLookup.UnknownField => (MapCodes.UnknownField, "a field"),
            _ => (null, ""),
        };
        if (code is not null)
        {
            problems.Error(code, at, $"{what} names {Quote.Name(written)}: there is no such {lacks[2..]} in the map.");
        }
    }
}
