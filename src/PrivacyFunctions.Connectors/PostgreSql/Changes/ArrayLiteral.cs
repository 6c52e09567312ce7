using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>The server's text form of an array, made of a JSON array.</summary>
internal static class ArrayLiteral
{
    /// <summary>The literal; null for JSON's null.</summary>
    public static string? Of(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        if (document.RootElement.ValueKind == JsonValueKind.Null) return null;
        var text = new StringBuilder();
        Append(text, document.RootElement);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                text.Append('{');
                var first = true;
                foreach (var element in value.EnumerateArray())
                {
                    if (!first) text.Append(',');
                    first = false;
                    Append(text, element);
                }

                text.Append('}');
                break;
            case JsonValueKind.Null:
                text.Append("NULL");
                break;
            case JsonValueKind.String:
                Quote(text, value.GetString()!);
                break;
            default:
                Quote(text, value.GetRawText());
                break;
        }
    }

    private static void Quote(StringBuilder text, string value) => text.Append('"')
        .Append(value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
}
