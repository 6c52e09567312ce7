using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Key values inside JSON documents.</summary>
internal static class JsonScalars
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 10_000 };

    /// <summary>Every scalar at a path, through arrays on the way and at the end, in canonical key text; none when it is not JSON.</summary>
    public static List<string> At(ReadOnlyMemory<byte> utf8, IReadOnlyList<string> path)
    {
        var found = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            Collect(document.RootElement, path, 0, found);
        }
        catch (JsonException)
        {
            // Not a document: nothing lies at the path.
        }

        return found;
    }

    private static void Collect(JsonElement element, IReadOnlyList<string> path, int depth, List<string> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, path, depth, found);
        }
        else if (depth == path.Count)
        {
            if (Scalar(element) is { } text) found.Add(text);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (IsNamed(property, path[depth])) Collect(property.Value, path, depth + 1, found);
            }
        }
    }

    private static string? Scalar(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number => KeyCanon.Number(element.GetRawText()),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text, so it is no key.
            return null;
        }
    }

    private static bool IsNamed(JsonProperty property, string name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
