using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>The address of the page on which the owner of the proved address can stop a deletion.</summary>
public sealed class NotMeLink(IKeyedHash hash, PublicAddress address)
{
    /// <summary>The address with its token; null when this server does not know its own address.</summary>
    public Personal? Of(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return address.Root is { } root ? new Personal($"{root}/r/{request.Id}/not-me?token={NotMeToken.Of(hash, request)}") : null;
    }
}
