using System.Buffers.Text;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>The bearer token of one request: HMAC of a server key over the request's id and its 256-bit salt. Never stored.</summary>
public static class TrackingToken
{
    private const int SaltSize = 32;
    private const int Length = 43;

    /// <summary>A salt for a new request.</summary>
    public static string NewSalt() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltSize));

    /// <summary>The token of a request.</summary>
    public static string Of(IKeyedHash hash, RequestId id, string salt) =>
        Base64Url.EncodeToString(hash.Compute(KeyedHashPurpose.TrackingToken, id.Value, salt));

    /// <summary>Compares in constant time; a request that does not exist costs the same and never fits.</summary>
    public static bool Fits(IKeyedHash hash, RequestId id, RightsRequest? request, string? presented)
    {
        Span<byte> token = stackalloc byte[IKeyedHash.Size];
        var formed = presented is { Length: Length } && Base64Url.IsValid(presented) && Base64Url.DecodeFromChars(presented, token) == token.Length;
        var expected = hash.Compute(KeyedHashPurpose.TrackingToken, id.Value, request?.TokenSalt ?? "");
        return CryptographicOperations.FixedTimeEquals(expected, token) && formed && request is not null;
    }
}
