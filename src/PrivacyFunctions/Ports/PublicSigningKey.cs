using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PrivacyFunctions.Ports;

/// <summary>The public half of a signing key on P-256.</summary>
public sealed record PublicSigningKey
{
    /// <summary>RFC 7638 thumbprint of the key, so that it names exactly this key.</summary>
    public required string KeyId { get; init; }

    /// <summary>The point's first coordinate, 32 bytes big-endian.</summary>
    public required ReadOnlyMemory<byte> X { get; init; }

    /// <summary>The point's second coordinate, 32 bytes big-endian.</summary>
    public required ReadOnlyMemory<byte> Y { get; init; }

    /// <summary>When it began to sign; null when its publisher does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it stopped signing; null for the current key.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>A key that begins to sign, named by its thumbprint.</summary>
    public static PublicSigningKey Of(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y, DateTimeOffset createdAt) =>
        new() { KeyId = Thumbprint(x.Span, y.Span), X = x, Y = y, CreatedAt = createdAt };

    /// <summary>Whether this key made the 64-byte signature over exactly these bytes.</summary>
    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != 64) return false;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = X.ToArray(), Y = Y.ToArray() },
        });
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static string Thumbprint(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        var members = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(x)}}","y":"{{Base64Url.EncodeToString(y)}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));
    }
}
