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
        Success = new Reply(200, "The keys, the current one first.", () => SigningKeyJson.Default.SigningKeySet),
    };

    [Function(nameof(ListKeys))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/keys")] HttpRequest http, CancellationToken cancellation) =>
        api.RunAsync(http, Operation, null, _ => ListAsync(cancellation), cancellation);

    private async Task<ApiAnswer> ListAsync(CancellationToken cancellation) =>
        ApiAnswer.Of(200, SigningKeySet.Of(await keys.ListAsync(cancellation)), SigningKeyJson.Default.SigningKeySet);
}
