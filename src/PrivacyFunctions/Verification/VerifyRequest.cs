using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Verification;

/// <summary>Takes the mailed code. The right one proves the address and puts the request into the queue, in one step.</summary>
public sealed class VerifyRequest(
    Api api, RequestChanges changes, MailedCodes codes, Limits limits, PartyFile parties, Proof proof, TimeProvider time)
{
    public static readonly ApiOperation Operation = new(
        nameof(VerifyRequest), "POST", "api/requests/{id}/verification", Audience.TrackingToken, "Proves the address with the mailed code.")
    {
        Body = CodeBody.Shape,
        Success = new Reply(200, "The request, verified.", () => ViewsJson.Default.RequestView),
        Problems = [ProblemType.WrongState, ProblemType.WrongCode, ProblemType.CodeDead, ProblemType.KeyReused, ProblemType.TooMany],
    };

    [Function(nameof(VerifyRequest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests/{id}/verification")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => VerifyAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> VerifyAsync(ApiCall call, CancellationToken cancellation)
    {
        if (CodeBody.Read(call.Body) is not { } code) return call.Body.Errors.ToProblem();
        if (await parties.FindAsync(call.Id, cancellation) is not { ContactAddress: { } address })
            return new Problem(ProblemType.WrongState, "This request is not verified by a mailed code.");
        return await changes.RunAsync(call, call.Subject, request => DecideAsync(request, code, address, cancellation), cancellation);
    }

    // A try is counted in the same conditional write that answers it: guesses at once never get more tries than guesses in a row.
    private async Task<Change> DecideAsync(RightsRequest request, string code, Personal address, CancellationToken cancellation)
    {
        if (request.Status != RequestStatus.AwaitingVerification)
            return new Change(null, new Problem(ProblemType.WrongState, "This request does not wait for a code."));
        var now = time.GetUtcNow();
        switch (codes.Try(request.Id, CodePurpose.Verification, request.VerificationCode, code, now))
        {
            case CodeTrial.Right:
                var commit = await proof.AcceptAsync(request, [Identity.Email], "requester", cancellation);
                return new Change(
                    commit with { Limits = limits.Try(address) },
                    ApiAnswer.Of(200, RequestView.Of(commit.Request), ViewsJson.Default.RequestView));
            case CodeTrial.Wrong wrong:
                return new Change(
                    new RequestCommit(request with { VerificationCode = wrong.Next })
                    {
                        Limits = limits.Try(address),
                        Audit = [CodeAudit.Refused(request.Id, CodePurpose.Verification, wrong.Remaining, now)],
                    },
                    CodeBody.Wrong(wrong.Remaining));
            default:
                return new Change(null, CodeBody.Dead);
        }
    }
}
