using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Delivery;

/// <summary>Exchanges the mailed code for a token that downloads for fifteen minutes.</summary>
public sealed class IssueDownloadToken(
    Api api, RequestChanges changes, MailedCodes codes, Limits limits, PartyFile parties, IKeyedHash hash, TimeProvider time)
{
    public static readonly ApiOperation Operation = new(
        nameof(IssueDownloadToken), "POST", "api/requests/{id}/download-token", Audience.TrackingToken, "Exchanges the mailed code for a download token.")
    {
        Body = CodeBody.Shape,
        Success = new Reply(200, "The token.", () => DeliveryJson.Default.DownloadTokenAnswer),
        Problems =
        [
            ProblemType.WrongState, ProblemType.WrongCode, ProblemType.CodeDead, ProblemType.BundleExpired, ProblemType.KeyReused, ProblemType.TooMany,
        ],
    };

    [Function(nameof(IssueDownloadToken))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/download-token")] HttpRequest http,
        string id,
        CancellationToken cancellation) =>
        api.RunAsync(http, Operation, id, call => IssueAsync(call, cancellation), cancellation, (answer, call) => Task.FromResult(Repeat(answer, call)));

    private async Task<ApiAnswer> IssueAsync(ApiCall call, CancellationToken cancellation)
    {
        if (CodeBody.Read(call.Body) is not { } code) return call.Body.Errors.ToProblem();
        if (OfferedBundle.Refuse(call.Subject, time.GetUtcNow()) is { } refusal) return refusal;
        if (await parties.FindAsync(call.Id, cancellation) is not { ContactAddress: { } address }) return CodeBody.Dead;
        return await changes.RunAsync(call, call.Subject, request => Task.FromResult(Decide(request, code, address)), cancellation);
    }

    private Change Decide(RightsRequest request, string code, Personal address)
    {
        var now = time.GetUtcNow();
        if (OfferedBundle.Refuse(request, now) is { } refusal) return new Change(null, refusal);
        switch (codes.Try(request.Id, CodePurpose.Download, request.DownloadCode, code, now))
        {
            case CodeTrial.Right:
                var until = now + DownloadToken.Life;
                var answer = ApiAnswer.Of(200, new DownloadTokenAnswer(null, until), DeliveryJson.Default.DownloadTokenAnswer);
                return new Change(
                    new RequestCommit(request with { DownloadCode = null }) { Limits = limits.Try(address), Audit = [CodeAudit.Opened(request, now)] },
                    answer,
                    WithToken(answer, request, until));
            case CodeTrial.Wrong wrong:
                return new Change(
                    new RequestCommit(request with { DownloadCode = wrong.Next })
                    {
                        Limits = limits.Try(address),
                        Audit = [CodeAudit.Refused(request.Id, CodePurpose.Download, wrong.Remaining, now)],
                    },
                    CodeBody.Wrong(wrong.Remaining));
            default:
                return new Change(null, CodeBody.Dead);
        }
    }

    private ApiAnswer Repeat(ApiAnswer answer, ApiCall call) =>
        answer.Status == 200 && JsonSerializer.Deserialize(answer.Body, DeliveryJson.Default.DownloadTokenAnswer) is { } saved
            ? WithToken(answer, call.Subject, saved.ExpiresAt)
            : answer;

    private ApiAnswer WithToken(ApiAnswer answer, RightsRequest request, DateTimeOffset until) =>
        answer.With("downloadToken", DownloadToken.Of(hash, request, until));
}

/// <summary>A token for downloads.</summary>
/// <param name="DownloadToken">The bearer token. Added when the answer is sent; never saved.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
public sealed record DownloadTokenAnswer(string? DownloadToken, DateTimeOffset ExpiresAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(DownloadTokenAnswer))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
