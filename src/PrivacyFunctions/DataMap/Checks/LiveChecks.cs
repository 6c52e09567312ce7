using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>The map against the live tables.</summary>
internal sealed class LiveChecks(MapGraph graph, ProblemList problems)
{
    public static void Run(MapGraph graph, ProblemList problems)
    {
        var checks = new LiveChecks(graph, problems);
        foreach (var dataset in graph.Map.Datasets)
        {
            if (graph.Catalogues.TryGetValue(dataset.Key, out var catalogue))
            {
                checks.Dataset(dataset, catalogue);
            }
        }
    }

    private void Dataset(Dataset dataset, Catalogue catalogue)
    {
        var mapped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var collection in dataset.Collections)
        {
            if (LiveTables.Find(catalogue, dataset, collection.Name) is not { } table)
            {
                if (!collection.SkipProcessing)
                {
                    problems.Error(MapCodes.TableMissing, collection.At, $"The system of {Quote.Name(dataset.Key)} has no table {Quote.Name(collection.Name)}; names match exactly, also in case.");
                }
            }
            else
            {
                mapped.Add(table.Name);
                if (graph.Find(collection.Address) is { } node)
                {
                    Table(node, table, catalogue);
                }
            }
        }

        foreach (var table in catalogue.Tables.Where(table => table.Writable && !mapped.Contains(table.Name)))
        {
            problems.Warning(MapCodes.TableUnmapped, dataset.At, $"The live table {Quote.Name(table.Name)} is not mapped in {Quote.Name(dataset.Key)}; map it, with skip_processing if it holds nothing personal.");
        }
    }

    private void Table(GraphNode node, CatalogueTable table, Catalogue catalogue)
    {
        foreach (var field in node.Absent)
        {
            problems.Error(MapCodes.ColumnMissing, field.At, $"The table {Quote.Name(table.Name)} has no column {Quote.Name(field.Name)}; names match exactly, also in case.");
        }

        foreach (var column in table.Columns.Where(column => node.Find(FieldPath.Of(column.Name)) is null))
        {
            problems.Warning(MapCodes.ColumnUnmapped, node.Collection.At, $"The live column {Quote.Name(column.Name)} of {Quote.Name(table.Name)} is not mapped; add it as a field with its category.");
        }

        foreach (var field in node.Fields.Where(field => field.Path.IsColumn))
        {
            Column(node, field, table.Find(field.Path.Column)!);
        }

        if (node.PrimaryKey.Count == 0)
        {
            problems.Warning(MapCodes.PrimaryKeyMissing, node.Collection.At, $"Neither the table {Quote.Name(table.Name)} nor the map has a primary key, so rows are deleted or masked together, by the values they are found by; declare one with primary_key, so that each is changed, and looked for again, by itself.");
        }

        foreach (var key in table.ForeignKeys.Where(key => key.Columns.Count > 1))
        {
            Composite(node, key, catalogue);
        }
    }

    private void Column(GraphNode node, MappedField field, CatalogueColumn column)
    {
        if (node.Collection.Categories.Count == 0 && field.Categories.Count == 0 && !node.Fields.Any(below => below.Path.IsWithin(field.Path) && below.Categories.Count > 0))
        {
            problems.Warning(MapCodes.FieldUncategorised, field.Field.At, $"The field {Quote.Name(field.Address)} has no category, so it is neither shown nor erased; give it one.");
        }

        if (field.HasSubFields && column.Kind is not (ValueKind.Json or ValueKind.Array or ValueKind.Text or ValueKind.Other))
        {
            problems.Error(MapCodes.FieldNotNested, field.Field.At, $"The field {Quote.Name(field.Address)} has sub-fields, but the column's type is {Quote.Name(column.NativeType)}.");
        }
    }

    private void Composite(GraphNode node, CatalogueForeignKey key, Catalogue catalogue)
    {
        var target = graph.Map.FindDataset(node.Dataset.Key) is { } dataset && catalogue.Find(key.ReferencedTable) is { } table ? graph.CollectionOf(dataset, table) : null;
        var covering = graph.Flows
            .Where(flow => (flow.From == node.Address && flow.To == target) || (flow.From == target && flow.To == node.Address))
            .Where(flow => (flow.From == node.Address ? flow.Sources : flow.Targets).Any(path => path.IsColumn && key.Columns.Contains(path.Column)))
            .ToList();
        if (covering.Count > 0 && covering.TrueForAll(flow => flow.Sources.Count < key.Columns.Count))
        {
            problems.Warning(MapCodes.PartialCompositeKey, covering[0].At, $"The foreign key {Quote.Name(key.Name)} has {key.Columns.Count} columns ({Quote.Names(key.Columns)}), but references follow only part of it, which can find other people's rows; add a reference for each column.");
        }
    }
}
