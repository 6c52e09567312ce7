using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>One field of a key set, found in the live catalogue.</summary>
/// <param name="Column">The column.</param>
/// <param name="Path">Where in the column's JSON document the value lies; empty for the column itself.</param>
/// <param name="Comparison">The set's comparison, or exact where the column does not hold text.</param>
internal sealed record KeyTarget(CatalogueColumn Column, IReadOnlyList<string> Path, KeyComparison Comparison)
{
    /// <summary>Whether values lie inside a JSON document.</summary>
    public bool InDocument => Path.Count > 0 || Column.Kind == ValueKind.Json;

    /// <summary>Whether the column is an array of the system's own, any element of which may match.</summary>
    public bool InArray => !InDocument && Column.Kind == ValueKind.Array;

    /// <summary>Whether keys are taken out of what the column holds.</summary>
    public bool TakenApart => InDocument || InArray;

    /// <summary>Whether the system is only asked for candidates, each of which is then compared here.</summary>
    public bool Verified => InDocument || Comparison != KeyComparison.Exact;

    /// <summary>Finds a dotted path; the longest prefix that is a column's name wins.</summary>
    public static KeyTarget Resolve(CatalogueTable table, string path, KeyComparison comparison)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (table.Find(path[..end]) is not { } column) continue;
            var rest = end == path.Length ? [] : path[(end + 1)..].Split('.');
            var text = column.Kind is ValueKind.Text or ValueKind.Other or ValueKind.Json or ValueKind.Array;
            if (rest.Length > 0 && !text) break;
            return new KeyTarget(column, rest, text ? comparison : KeyComparison.Exact);
        }

        throw new ConnectorFailure(ConnectorFailureKind.SchemaChanged, $"{table.Name}.{path}");
    }
}
