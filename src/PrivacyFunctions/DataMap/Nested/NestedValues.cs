using System.Text.Json;

namespace PrivacyFunctions.DataMap;

/// <summary>Counts values inside a JSON document.</summary>
public static class NestedValues
{
    /// <summary>The values at a path, every array on the way and at its end looked through; null is none.</summary>
    /// <param name="document">The column's document.</param>
    /// <param name="path">The field, column first.</param>
    public static long Count(ReadOnlyMemory<byte> document, FieldPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var json = JsonDocument.Parse(document);
        return Count(json.RootElement, path, 1);
    }

    private static long Count(JsonElement value, FieldPath path, int position) => value.ValueKind switch
    {
        JsonValueKind.Null => 0,
        JsonValueKind.Array => value.EnumerateArray().Sum(element => Count(element, path, position)),
        _ when position == path.Segments.Length => 1,
        JsonValueKind.Object => value.EnumerateObject().Where(property => property.NameEquals(path.Segments[position])).Sum(property => Count(property.Value, path, position + 1)),
        _ => 0,
    };
}
