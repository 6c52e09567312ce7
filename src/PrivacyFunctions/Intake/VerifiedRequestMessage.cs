using System.Text.Json;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>Reads messages of the queue <c>verified-requests</c>.</summary>
internal static class VerifiedRequestMessage
{
    /// <summary>The request that a message names; null when it names none.</summary>
    public static RequestId? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("requestId", out var value)
                && value.ValueKind == JsonValueKind.String
                && RequestId.TryParse(value.GetString(), out var id)
                ? id
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
