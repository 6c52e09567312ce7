using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Http;

/// <summary>Publishes the keys that bundles and receipts are signed with, retired ones included, as a JWK set (RFC 7517).</summary>
public sealed class ListKeys(Api api, ISigningKeys keys)
{
    public static readonly ApiOperation Operation = new(
        nameof(ListKeys), "GET", "api/keys", Audience.Anyone, "Public signing keys, current and past, as a JWK set.")
    {
        Success = new Reply(200, "The keys, the current one first.", ServiceJson.Default.KeySetView),
    };

    [Function(nameof(ListKeys))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/keys")] HttpRequest http, CancellationToken cancellation) =>
        api.RunAsync(http, Operation, null, _ => ListAsync(cancellation), cancellation);

    private async Task<ApiAnswer> ListAsync(CancellationToken cancellation)
    {
        var all = await keys.ListAsync(cancellation);
        return ApiAnswer.Of(200, new KeySetView([.. all.Select(Of)]), ServiceJson.Default.KeySetView);
    }

    private static KeyView Of(PublicSigningKey key) => new(
        "EC",
        "P-256",
        Base64Url.EncodeToString(key.X.Span),
        Base64Url.EncodeToString(key.Y.Span),
        key.KeyId,
        key.KeyId,
        "ES256",
        "sig",
        key.CreatedAt,
        key.RetiredAt);
}

/// <summary>A JWK set.</summary>
public sealed record KeySetView(IReadOnlyList<KeyView> Keys);

/// <summary>A public key as JWK.</summary>
/// <param name="Kty">Key type.</param>
/// <param name="Crv">Curve.</param>
/// <param name="X">First coordinate, base64url.</param>
/// <param name="Y">Second coordinate, base64url.</param>
/// <param name="Kid">RFC 7638 thumbprint.</param>
/// <param name="KeyId">The same, under the name that manifests use.</param>
/// <param name="Alg">Algorithm.</param>
/// <param name="Use">What it is for.</param>
/// <param name="CreatedAt">When it began to sign.</param>
/// <param name="RetiredAt">When it stopped; absent for the current key.</param>
public sealed record KeyView(
    string Kty,
    string Crv,
    string X,
    string Y,
    string Kid,
    string KeyId,
    string Alg,
    string Use,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? RetiredAt);
