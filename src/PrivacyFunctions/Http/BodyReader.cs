using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.Http;

/// <summary>
/// Reads the fields of a JSON object against its shape. What is unknown, twice there, of the wrong type or too long goes into
/// <see cref="Errors"/> under the field's name, and reads as absent.
/// </summary>
public sealed class BodyReader
{
    private const int LongestName = 64;

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string?>> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _maps = new(StringComparer.Ordinal);

    public BodyReader(JsonElement body, BodyShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (var (name, value) in Properties(body, ""))
        {
            if (shape.Has(name)) _values[name] = value;
            else Errors.Add(name, "There is no such field.");
        }

        foreach (var field in shape.Fields) Check(field);
    }

    public FieldErrors Errors { get; } = new();

    /// <summary>A text, trimmed; null when absent or wrong.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out var value) ? value.GetString()?.Trim() : null;

    /// <summary>An array of texts, trimmed, with null in place of those that are wrong; empty when absent.</summary>
    public IReadOnlyList<string?> Texts(string name) => _texts.GetValueOrDefault(name) ?? [];

    /// <summary>An object of texts, trimmed, without those that are wrong; empty when absent.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name) => _maps.GetValueOrDefault(name) ?? [];

    public bool Has(string name) => _values.ContainsKey(name);

    private void Check(BodyField field)
    {
        if (!_values.TryGetValue(field.Name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            _values.Remove(field.Name);
            if (field.Required) Errors.Add(field.Name, "This field is required.");
            return;
        }

        if (!IsRight(field, value)) _values.Remove(field.Name);
    }

    private bool IsRight(BodyField field, JsonElement value) => field.Kind switch
    {
        FieldKind.Text => IsText(field, field.Name, value),
        FieldKind.Texts => IsTexts(field, value),
        FieldKind.TextMap => IsTextMap(field, value),
        _ => true,
    };

    private bool IsTexts(BodyField field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return Wrong(field.Name, "This must be an array of strings.");
        if (field.AtLeastOne && value.GetArrayLength() == 0) return Wrong(field.Name, "This must not be empty.");
        var texts = _texts[field.Name] = [];
        foreach (var item in value.EnumerateArray())
            texts.Add(IsText(field, $"{field.Name}[{texts.Count}]", item) ? item.GetString()!.Trim() : null);
        return true;
    }

    private bool IsTextMap(BodyField field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return Wrong(field.Name, "This must be an object of strings.");
        if (field.AtLeastOne && !value.EnumerateObject().Any()) return Wrong(field.Name, "This must not be empty.");
        var map = _maps[field.Name] = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, item) in Properties(value, field.Name + "."))
        {
            if (IsText(field, $"{field.Name}.{name}", item)) map[name] = item.GetString()!.Trim();
        }

        return true;
    }

    private bool IsText(BodyField field, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !TryRead(value, out var text)) return Wrong(path, "This must be a string.");
        if (text.Trim().Length == 0) return Wrong(path, "This must not be empty.");
        if (text.Length > field.Longest) return Wrong(path, $"This must have at most {field.Longest} characters.");
        if (field.Values.Count > 0 && !field.Values.Contains(text.Trim(), StringComparer.Ordinal))
            return Wrong(path, $"This must be one of: {string.Join(", ", field.Values)}.");
        return true;
    }

    // Of a field that is there twice, the first counts.
    private IEnumerable<(string Name, JsonElement Value)> Properties(JsonElement element, string prefix)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!TryName(property, out var name)) Errors.Add(prefix + "?", "A field's name is not valid text.");
            else if (!seen.Add(name)) Errors.Add(prefix + name, "This field is there twice.");
            else yield return (name, property.Value);
        }
    }

    private bool Wrong(string path, string message)
    {
        Errors.Add(path, message);
        return false;
    }

    // A name is repeated in the answer, so it is kept short; an escaped lone surrogate is no text at all.
    private static bool TryName(JsonProperty property, out string name)
    {
        name = "";
        try
        {
            name = property.Name.Length <= LongestName ? property.Name : property.Name[..LongestName] + "…";
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryRead(JsonElement value, out string text)
    {
        text = "";
        try
        {
            text = value.GetString()!;
            return Encoding.UTF8.GetByteCount(text) > 0 || text.Length == 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
