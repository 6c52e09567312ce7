using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using PrivacyFunctions.Http;

namespace PrivacyFunctions.Deletion;

/// <summary>Hands out the signed receipt of a deletion.</summary>
public sealed class DownloadReceipt(Api api, ReceiptStore receipts)
{
    public static readonly ApiOperation Operation = new(
        nameof(DownloadReceipt), "GET", "api/requests/{id}/receipt", Audience.DownloadToken, "Downloads the signed receipt of a deletion.")
    {
        HasETag = true,
        HasRanges = true,
        Success = new Reply(200, "The receipt.", () => ReceiptJson.Default.ReceiptDocument),
        Problems = [ProblemType.WrongState, ProblemType.DownloadTokenExpired],
    };

    [Function(nameof(DownloadReceipt))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/requests/{id}/receipt")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => OpenAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> OpenAsync(ApiCall call, CancellationToken cancellation)
    {
        if (call.Subject.Receipts is not [.., var receipt] || await receipts.OpenAsync(call.Id, receipt, cancellation) is not { } content)
            return new Problem(ProblemType.WrongState, "There is no receipt. Only a deletion that is answered has one.");
        var stream = Results.Stream(
            content, ApiAnswer.Json, "receipt.json", receipt.CreatedAt, new EntityTagHeaderValue($"\"{receipt.Sha256}\""), enableRangeProcessing: true);
        return new ApiAnswer(200, []) { Stream = stream };
    }
}
