using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Intake;

/// <summary>
/// Takes a request in. Nothing is looked up about the person: known and unknown are the same work and the same answer. Request, keys,
/// code mail, event and saved answer become durable in one step.
/// </summary>
public sealed class FileRequest(
    Api api,
    IRequestStore store,
    INewDataKeys newKeys,
    IKeyedHash hash,
    Limits limits,
    KnownIdentities known,
    KnownCategories categories,
    MailedCodes codes,
    DayDeadlines days,
    OrganisationSettings organisation,
    TimeProvider time)
{
    public static readonly ApiOperation Operation = new(
        nameof(FileRequest), "POST", "api/requests", Audience.Anyone, "Files a request and mails a code that proves the address.")
    {
        Body = FilingFields.Shape,
        Success = new Reply(202, "The request is filed; its status is at the address in Location.", () => IntakeJson.Default.FilingAnswer),
        Problems = [ProblemType.KeyReused, ProblemType.RightUnsupported, ProblemType.RelationshipUnsupported, ProblemType.TooMany],
    };

    [Function(nameof(FileRequest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/requests")] HttpRequest http, CancellationToken cancellation) =>
        api.RunAsync(http, Operation, null, call => FileAsync(call, cancellation), cancellation, (answer, _) => RepeatAsync(answer, cancellation));

    private async Task<ApiAnswer> FileAsync(ApiCall call, CancellationToken cancellation)
    {
        var filing = new FilingReader(known, categories).Read(call.Body);
        if (filing is null) return call.Body.Errors.ToProblem();
        if (new FilingRules(organisation).Refuse(call.Body) is { } refusal) return refusal;

        var now = time.GetUtcNow();
        var (request, code) = new NewRequest(organisation, codes, days).From(filing, now);
        using var keys = await newKeys.MakeAsync(request.Id, cancellation);
        var answer = Answer(call.Http, request, filing);
        var result = await store.CommitAsync(
            new RequestCommit(request)
            {
                NewKeys = keys,
                Documents = new Dictionary<string, byte[]?> { [PartyDocument.DocumentName] = PartyFile.Seal(keys.Party, request.Id, filing.Party) },
                Messages = [PrivacyEvents.Received(request), .. CodeMail(request, filing, code, keys.Party)],
                Limits = limits.Filing(call.Caller),
                Answer = call.Remember(answer, now),
            },
            cancellation);
        if (result is CommitResult.Committed) call.Settle();
        return result switch
        {
            CommitResult.Committed => answer.With("trackingToken", TrackingToken.Of(hash, request.Id, request.TokenSalt)),
            CommitResult.AnsweredBefore before => call.Recall(before.Answer),
            CommitResult.LimitReached limit => Problem.TooMany(limit.RetryAfter),
            _ => throw new InvalidOperationException("A new id was taken already."),
        };
    }

    // When the address or everybody has had too many codes, none is mailed, and the answer is the same.
    private IEnumerable<OutboxMessage> CodeMail(RightsRequest request, Filing filing, Personal? code, DataKey key)
    {
        if (filing.Party.ContactAddress is not { } address) yield break;
        var notice = new PersonNotice(NoticeKind.VerificationCode, address, request.ReceivedAt)
        {
            Code = code,
            GoodUntil = request.VerificationCode?.ExpiresAt,
            Right = request.Right,
            DueAt = request.DueAt,
        };
        yield return PartyFile.Seal(key, request.Id, notice, "1") with { Limits = limits.CodeTo(address) };
    }

    // A caller of HTTP/1.0 names no host.
    private string Outside(HttpRequest http) => organisation.PublicUrl is { } known
        ? known.AbsoluteUri.TrimEnd('/')
        : $"{http.Scheme}://{(http.Host.HasValue ? http.Host.Value : "localhost")}";

    private ApiAnswer Answer(HttpRequest http, RightsRequest request, Filing filing)
    {
        var status = new Uri($"{Outside(http)}/api/requests/{request.Id}");
        var answer = new FilingAnswer
        {
            RequestId = request.Id,
            Status = request.Status,
            Law = request.Law,
            ReceivedAt = request.ReceivedAt,
            DueAt = request.DueAt,
            StatusUrl = status,
            Verification = filing.Party.ContactAddress is { } address && request.VerificationCode is { } code
                ? VerificationView.ByMail(address, code)
                : VerificationView.ByStaff,
        };
        return ApiAnswer.Of(202, answer, IntakeJson.Default.FilingAnswer) with { Location = status.AbsoluteUri };
    }

    /// <summary>The saved answer, with the token for as long as the request waits for its code.</summary>
    private async Task<ApiAnswer> RepeatAsync(ApiAnswer answer, CancellationToken cancellation)
    {
        if (answer.Location is null || !RequestId.TryParse(answer.Location[(answer.Location.LastIndexOf('/') + 1)..], out var id)) return answer;
        return await store.FindAsync(id, cancellation) is { Status: RequestStatus.AwaitingVerification } request
            ? answer.With("trackingToken", TrackingToken.Of(hash, id, request.TokenSalt))
            : answer;
    }
}
