using System.Globalization;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Requests.Events;

/// <summary>The message that has a queued request started.</summary>
public static class VerifiedRequests
{
    private const string AgainMark = "-again-";

    /// <summary>The message for the request's next round; sent twice, it is a duplicate.</summary>
    public static OutboxMessage Message(RightsRequest queued)
    {
        ArgumentNullException.ThrowIfNull(queued);
        return Message(queued, string.Create(CultureInfo.InvariantCulture, $"{queued.Id}-{queued.Round + 1}"));
    }

    /// <summary>The message once more, for a start that did not happen.</summary>
    public static OutboxMessage Again(RightsRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Message(request, IdOfAgain(request.Id, now));
    }

    /// <summary>The id of a message that is sent once more.</summary>
    public static string IdOfAgain(RequestId id, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{id}{AgainMark}{now.ToUnixTimeMilliseconds()}");

    /// <summary>Whether a message was one that is sent once more.</summary>
    public static bool IsAgain(string messageId)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return messageId.Contains(AgainMark, StringComparison.Ordinal);
    }

    private static OutboxMessage.Bus Message(RightsRequest request, string id) =>
        new(id, MessageEntities.VerifiedRequests, $$"""{"requestId":"{{request.Id}}"}""");
}
