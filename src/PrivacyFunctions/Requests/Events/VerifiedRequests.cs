using System.Globalization;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Requests.Events;

/// <summary>The message that has a queued request started.</summary>
public static class VerifiedRequests
{
    /// <summary>The message for the request's next round; sent twice, it is a duplicate.</summary>
    public static OutboxMessage Message(RightsRequest queued)
    {
        ArgumentNullException.ThrowIfNull(queued);
        var id = string.Create(CultureInfo.InvariantCulture, $"{queued.Id}-{queued.Round + 1}");
        return new OutboxMessage.Bus(id, MessageEntities.VerifiedRequests, $$"""{"requestId":"{{queued.Id}}"}""");
    }
}
