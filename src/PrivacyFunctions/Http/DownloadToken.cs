using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>
/// The bearer token of one download: its time of expiry and an HMAC of a server key over the request's id, salt and that time. Never
/// stored; good for fifteen minutes.
/// </summary>
public static class DownloadToken
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const int TimeSize = sizeof(long);

    /// <summary>A token that is good until then.</summary>
    public static string Of(IKeyedHash hash, RightsRequest request, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = new byte[TimeSize + IKeyedHash.Size];
        BinaryPrimitives.WriteInt64BigEndian(token, until.ToUnixTimeMilliseconds());
        Mac(hash, request.Id, request.TokenSalt, until.ToUnixTimeMilliseconds()).CopyTo(token, TimeSize);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Until when a presented token is good; null when it is none of this request.</summary>
    public static DateTimeOffset? Read(IKeyedHash hash, RequestId id, RightsRequest? request, string? presented)
    {
        Span<byte> token = stackalloc byte[TimeSize + IKeyedHash.Size];
        if (presented is not { Length: 54 } || !Base64Url.IsValid(presented) || Base64Url.DecodeFromChars(presented, token) != token.Length) return null;
        var at = BinaryPrimitives.ReadInt64BigEndian(token);
        var fits = CryptographicOperations.FixedTimeEquals(Mac(hash, id, request?.TokenSalt ?? "", at), token[TimeSize..]);
        return fits && request is not null ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    private static byte[] Mac(IKeyedHash hash, RequestId id, string salt, long at) =>
        hash.Compute(KeyedHashPurpose.DownloadToken, id.Value, salt, at.ToString(CultureInfo.InvariantCulture));
}
