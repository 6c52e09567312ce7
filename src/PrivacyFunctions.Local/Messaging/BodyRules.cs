using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>Checks a message against the limits of its queue or topic before anything is stored.</summary>
internal static partial class BodyRules
{
    private const int MaxMessageIdLength = 128;

    /// <exception cref="MessageRefusedException">The message breaks a limit.</exception>
    public static void Check(EntitySettings entity, OutgoingMessage message)
    {
        if (message.MessageId.Length is 0 or > MaxMessageIdLength)
            throw new MessageRefusedException(entity.Name, $"a message id has 1 to {MaxMessageIdLength} characters");
        if (Encoding.UTF8.GetByteCount(message.Body) > entity.MaxBodyBytes)
            throw new MessageRefusedException(entity.Name, $"a body has at most {entity.MaxBodyBytes} bytes");
        if (entity.IdsOnly && !HoldsIdsOnly(message.Body))
            throw new MessageRefusedException(entity.Name, "a body is a flat JSON object of ids, numbers and booleans");
    }

    private static bool HoldsIdsOnly(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.EnumerateObject().All(IsId);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsId(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => Id().IsMatch(property.Value.GetString()!),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
        _ => false,
    };

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,128}\z")]
    private static partial Regex Id();
}
