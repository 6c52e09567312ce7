using System.Buffers.Text;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>
/// The token with which the owner of the proved address says that a deletion was not their wish: HMAC of a server key over the request's id and
/// salt. It is mailed to that address and nowhere else, never stored, and can do nothing but stop.
/// </summary>
public static class NotMeToken
{
    private const int Length = 43;

    /// <summary>The token of a request.</summary>
    public static string Of(IKeyedHash hash, RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Base64Url.EncodeToString(hash.Compute(KeyedHashPurpose.NotMe, request.Id.Value, request.TokenSalt));
    }

    /// <summary>Compares in constant time; a request that does not exist costs the same and never fits.</summary>
    public static bool Fits(IKeyedHash hash, RequestId id, RightsRequest? request, string? presented)
    {
        Span<byte> token = stackalloc byte[IKeyedHash.Size];
        var formed = presented is { Length: Length } && Base64Url.IsValid(presented) && Base64Url.DecodeFromChars(presented, token) == token.Length;
        var expected = hash.Compute(KeyedHashPurpose.NotMe, id.Value, request?.TokenSalt ?? "");
        return CryptographicOperations.FixedTimeEquals(expected, token) && formed && request is not null;
    }
}
