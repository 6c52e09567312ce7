using System.Buffers;
using System.Text.Json;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>
/// An entry as it is logged and hashed: one JSON object in printable ASCII, so that nothing in it can end a line, move a cursor or turn the
/// writing round.
/// </summary>
public static class AuditEntryText
{
    private const int LongestActor = 200;

    /// <summary>The bytes that are kept; they never change again.</summary>
    public static byte[] Write(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true })) Write(json, entry);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads an entry back; null when the bytes are none.</summary>
    public static AuditEntry? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            using var document = JsonDocument.ParseValue(ref reader);
            return reader.BytesConsumed == content.Length ? Read(document.RootElement) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("kind", AuditFact.WordOf(entry.Kind));
        json.WriteString("at", UtcTime.Text(entry.At));
        json.WriteString("actor", entry.Actor.Length <= LongestActor ? entry.Actor : entry.Actor[..LongestActor]);
        if (entry.Request is { } request) json.WriteString("requestId", request.Value);
        if (entry.Code is { } code) json.WriteString("code", AuditFact.WordOf(code));
        if (entry.Facts.Count > 0) WriteFacts(json, entry.Facts);
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, IReadOnlyDictionary<string, AuditFact> facts)
    {
        json.WriteStartObject("facts");
        foreach (var (name, fact) in facts)
        {
            if (fact.Word is { } word) json.WriteString(AuditFact.WordOf(name), word);
            else json.WriteNumber(AuditFact.WordOf(name), fact.Number);
        }

        json.WriteEndObject();
    }

    private static AuditEntry Read(JsonElement json)
    {
        var facts = new Dictionary<string, AuditFact>(StringComparer.Ordinal);
        if (json.TryGetProperty("facts", out var named))
        {
            foreach (var fact in named.EnumerateObject())
                facts[fact.Name] = fact.Value.ValueKind == JsonValueKind.Number ? fact.Value.GetInt64() : fact.Value.GetString()!;
        }

        return new AuditEntry(
            json.GetProperty("kind").GetString()!,
            json.GetProperty("at").GetDateTimeOffset(),
            json.GetProperty("actor").GetString()!,
            json.TryGetProperty("requestId", out var request) ? RequestId.Parse(request.GetString()!) : null,
            json.TryGetProperty("code", out var code) ? code.GetString() : null)
        {
            Facts = facts,
        };
    }
}
