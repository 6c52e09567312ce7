using System.Buffers.Text;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>The bearer token of one request: HMAC of a server key over the request's id and its 256-bit salt. Never stored.</summary>
public static class TrackingToken
{
    private const int SaltSize = 32;

    /// <summary>A salt for a new request.</summary>
    public static string NewSalt() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltSize));

    /// <summary>The token of a request.</summary>
    public static string Of(IKeyedHash hash, RequestId id, string salt) =>
        Base64Url.EncodeToString(hash.Compute(KeyedHashPurpose.TrackingToken, id.Value, salt));

    /// <summary>Compares in constant time; a request that does not exist costs the same and never fits.</summary>
    public static bool Fits(IKeyedHash hash, RequestId id, RightsRequest? request, string? presented)
    {
        var expected = Of(hash, id, request?.TokenSalt ?? "");
        return BearerToken.Same(expected, presented) && request is not null;
    }
}
