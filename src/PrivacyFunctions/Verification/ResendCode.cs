using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Verification;

/// <summary>Mails a fresh code; the one before is dead from then on.</summary>
public sealed class ResendCode(Api api, RequestChanges changes, MailedCodes codes, CodeMail mail, Limits limits, PartyFile parties, TimeProvider time)
{
    public static readonly ApiOperation Operation = new(
        nameof(ResendCode), "POST", "api/requests/{id}/verification/resend", Audience.TrackingToken, "Mails a fresh code.")
    {
        Success = new Reply(202, "The code is on its way.", () => ViewsJson.Default.CodeSentView),
        Problems = [ProblemType.WrongState, ProblemType.KeyReused, ProblemType.TooMany],
    };

    [Function(nameof(ResendCode))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/verification/resend")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => ResendAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> ResendAsync(ApiCall call, CancellationToken cancellation)
    {
        if (await parties.FindAsync(call.Id, cancellation) is not { ContactAddress: { } address })
            return new Problem(ProblemType.WrongState, "This request is not verified by a mailed code.");
        return await changes.RunAsync(call, call.Subject, request => DecideAsync(call, request, address, cancellation), cancellation);
    }

    private async Task<Change> DecideAsync(ApiCall call, RightsRequest request, Personal address, CancellationToken cancellation)
    {
        if (request.Status != RequestStatus.AwaitingVerification)
            return new Change(null, new Problem(ProblemType.WrongState, "This request does not wait for a code."));
        var now = time.GetUtcNow();
        var (code, challenge) = codes.Issue(request.Id, CodePurpose.Verification, request.VerificationCode, now);
        var next = request with { VerificationCode = challenge, UpdatedAt = now };
        var commit = new RequestCommit(next)
        {
            Messages = [await mail.ComposeAsync(next, NoticeKind.VerificationCode, address, code, challenge, cancellation)],
            Limits = limits.Code(call.Caller, address),
        };
        var answer = new CodeSentView(next.Id, next.Status, VerificationView.ByMail(address, challenge));
        return new Change(commit, ApiAnswer.Of(202, answer, ViewsJson.Default.CodeSentView));
    }
}
