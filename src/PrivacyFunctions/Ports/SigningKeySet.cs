using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Public signing keys as <c>GET /api/keys</c> publishes them: a JSON Web Key Set (RFC 7517), current key first.</summary>
/// <param name="Keys">The keys.</param>
public sealed record SigningKeySet(IReadOnlyList<SigningWebKey> Keys)
{
    /// <summary>The set of these keys.</summary>
    public static SigningKeySet Of(IEnumerable<PublicSigningKey> keys) => new([.. keys.Select(SigningWebKey.Of)]);

    /// <summary>The document.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SigningKeyJson.Default.SigningKeySet);

    /// <summary>Reads a document; keys of other kinds in it are passed over. False when it is no key set.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, out IReadOnlyList<PublicSigningKey> keys)
    {
        try
        {
            var set = JsonSerializer.Deserialize(json, SigningKeyJson.Default.SigningKeySet);
            keys = [.. (set?.Keys ?? []).Select(key => key.ToKey()).OfType<PublicSigningKey>()];
            return set?.Keys is not null;
        }
        catch (JsonException)
        {
            keys = [];
            return false;
        }
    }
}

/// <summary>One key of the set.</summary>
public sealed record SigningWebKey
{
    /// <summary>Our name of it.</summary>
    public string? KeyId { get; init; }

    /// <summary>The same name, where JSON Web Keys have it.</summary>
    public string? Kid { get; init; }

    /// <summary>Key type.</summary>
    public string? Kty { get; init; }

    /// <summary>Curve.</summary>
    public string? Crv { get; init; }

    /// <summary>First coordinate, base64url.</summary>
    public string? X { get; init; }

    /// <summary>Second coordinate, base64url.</summary>
    public string? Y { get; init; }

    /// <summary>Signatures.</summary>
    public string? Use { get; init; }

    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    public string? Alg { get; init; }

    /// <summary>When it began to sign.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it stopped; null for the current key.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    internal static SigningWebKey Of(PublicSigningKey key) => new()
    {
        KeyId = key.KeyId,
        Kid = key.KeyId,
        Kty = "EC",
        Crv = "P-256",
        X = Base64Url.EncodeToString(key.X.Span),
        Y = Base64Url.EncodeToString(key.Y.Span),
        Use = "sig",
        Alg = "ES256",
        CreatedAt = key.CreatedAt,
        RetiredAt = key.RetiredAt,
    };

    internal PublicSigningKey? ToKey() =>
        Kty == "EC" && Crv == "P-256" && (Kid ?? KeyId) is { Length: > 0 } id && Coordinate(X) is { } x && Coordinate(Y) is { } y
            ? new PublicSigningKey { KeyId = id, X = x, Y = y, CreatedAt = CreatedAt, RetiredAt = RetiredAt }
            : null;

    private static byte[]? Coordinate(string? text)
    {
        var bytes = new byte[32];
        return text is { Length: 43 } && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == 32 ? bytes : null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(SigningKeySet))]
internal sealed partial class SigningKeyJson : JsonSerializerContext;
