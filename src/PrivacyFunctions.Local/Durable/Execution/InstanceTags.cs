using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>An instance's tags as one JSON object.</summary>
internal static class InstanceTags
{
    public static string Write(IEnumerable<KeyValuePair<string, string>> tags)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in tags) writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static Dictionary<string, string> Read(string? json)
    {
        if (json is null) return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
    }
}
