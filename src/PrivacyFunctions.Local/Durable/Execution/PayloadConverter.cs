using System.Text.Json;
using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>Inputs and outputs as JSON, with the one set of options that both runtimes use.</summary>
internal sealed class PayloadConverter(JsonSerializerOptions options) : DataConverter
{
    public override string? Serialize(object? value) => value switch
    {
        null => null,
        JsonElement json => json.GetRawText(),
        _ => JsonSerializer.Serialize(value, value.GetType(), options),
    };

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is null) return null;
        return targetType == typeof(object) || targetType == typeof(JsonElement)
            ? Parse(data)
            : JsonSerializer.Deserialize(data, targetType, options);
    }

    private static JsonElement Parse(string data)
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.Clone();
    }
}
