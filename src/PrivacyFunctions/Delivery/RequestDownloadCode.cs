using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Delivery;

/// <summary>Mails a fresh code for the download, to the proved address and no other.</summary>
public sealed class RequestDownloadCode(
    Api api, RequestChanges changes, MailedCodes codes, CodeMail mail, Limits limits, PartyFile parties, TimeProvider time)
{
    public static readonly ApiOperation Operation = new(
        nameof(RequestDownloadCode), "POST", "api/requests/{id}/download-code", Audience.TrackingToken, "Mails a code that opens the download.")
    {
        Success = new Reply(202, "The code is on its way.", () => ViewsJson.Default.CodeSentView),
        Problems = [ProblemType.WrongState, ProblemType.BundleExpired, ProblemType.KeyReused, ProblemType.TooMany],
    };

    [Function(nameof(RequestDownloadCode))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/download-code")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => SendAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken cancellation)
    {
        if (OfferedBundle.Refuse(call.Subject, time.GetUtcNow()) is { } refusal) return refusal;
        if (!call.Subject.ProvedIdentities.Contains(Identity.Email) || await parties.FindAsync(call.Id, cancellation) is not { ContactAddress: { } address })
            return new Problem(ProblemType.WrongState, "No address is proved for this request: staff hand the answer over.");
        return await changes.RunAsync(call, call.Subject, request => DecideAsync(call, request, address, cancellation), cancellation);
    }

    private async Task<Change> DecideAsync(ApiCall call, RightsRequest request, Personal address, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (OfferedBundle.Refuse(request, now) is { } refusal) return new Change(null, refusal);
        var (code, challenge) = codes.Issue(request.Id, CodePurpose.Download, request.DownloadCode, now);
        var next = request with { DownloadCode = challenge };
        var commit = new RequestCommit(next)
        {
            Messages = [await mail.ComposeAsync(next, NoticeKind.DownloadCode, address, code, challenge, cancellation)],
            Limits = limits.DownloadCode(call.Caller, request.Id),
        };
        var answer = new CodeSentView(next.Id, next.Status, VerificationView.ByMail(address, challenge));
        return new Change(commit, ApiAnswer.Of(202, answer, ViewsJson.Default.CodeSentView));
    }
}
