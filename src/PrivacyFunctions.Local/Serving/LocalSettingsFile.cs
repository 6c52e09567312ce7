using System.Text.Json;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Reads the values of <c>local.settings.json</c>, the file in which Functions projects keep settings on a developer's machine.</summary>
internal static class LocalSettingsFile
{
    private const string Name = "local.settings.json";

    /// <param name="folder">Where to look; a missing file has no values.</param>
    /// <returns>Settings under configuration keys.</returns>
    /// <exception cref="StartRefusedException">The file is not what it should be.</exception>
    public static Dictionary<string, string?> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return [];
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            // As text: editors put a byte order mark before it, which is no JSON.
            using var json = JsonDocument.Parse(File.ReadAllText(path), options);
            if (json.RootElement.TryGetProperty("Values", out var values)) return Flat(values, path);
            return json.RootElement.EnumerateObject().Any(section => section.Name.StartsWith("Privacy", StringComparison.OrdinalIgnoreCase))
                ? throw new StartRefusedException($"{path}: settings belong into \"Values\", as in local.settings.sample.json.")
                : [];
        }
        catch (JsonException exception)
        {
            throw new StartRefusedException($"{path}, line {exception.LineNumber + 1}: this is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            throw new StartRefusedException($"{path}: \"Values\" must be an object of settings.");
        }
    }

    private static Dictionary<string, string?> Flat(JsonElement values, string path)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values.EnumerateObject())
        {
            if (value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                throw new StartRefusedException($"{path}: \"{value.Name}\" must be a single value; write names in full, such as \"Privacy__Smtp__Host\".");
            if (!settings.TryAdd(SettingKey.Of(value.Name), value.Value.ToString()))
                throw new StartRefusedException($"{path}: \"{value.Name}\" is there twice; remove one.");
        }

        return settings;
    }
}
