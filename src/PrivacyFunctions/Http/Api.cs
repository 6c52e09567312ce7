using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>
/// The one door that every HTTP function goes through: who calls, is the body one we take, was this call answered before; and
/// whatever goes wrong behind it becomes a problem without detail.
/// </summary>
public sealed partial class Api(
    IRequestStore store, ISavedAnswers answers, IKeyedHash hash, IStaffAuthentication staff, StaffReads reads, HttpSettings settings, TimeProvider time, ILogger<Api> log)
{
    /// <summary>Answers a call.</summary>
    /// <param name="http">The call.</param>
    /// <param name="operation">Which call it is.</param>
    /// <param name="id">The request's id as the route has it, for calls about one.</param>
    /// <param name="handle">What the call does.</param>
    /// <param name="cancellation">The caller is gone.</param>
    /// <param name="recalled">Completes an answer that was saved without its secrets.</param>
    public async Task<IResult> RunAsync(
        HttpRequest http,
        ApiOperation operation,
        string? id,
        Func<ApiCall, Task<ApiAnswer>> handle,
        CancellationToken cancellation,
        Func<ApiAnswer, ApiCall, Task<ApiAnswer>>? recalled = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(operation);
        try
        {
            return new ApiResult(await AnswerAsync(http, operation, id, handle, recalled, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (BadHttpRequestException bad)
        {
            return new ApiResult(bad.StatusCode == ProblemType.TooLarge.Status ? TooLarge() : Malformed());
        }
        catch (Exception fault)
        {
            // The message could quote a value; type and place say enough.
            LogFault(log, operation.Name, fault.GetType().Name, fault.StackTrace);
            return new ApiResult(new Problem(ProblemType.Internal, "Try again later. It was logged."));
        }
    }

    private async Task<ApiAnswer> AnswerAsync(
        HttpRequest http,
        ApiOperation operation,
        string? id,
        Func<ApiCall, Task<ApiAnswer>> handle,
        Func<ApiAnswer, ApiCall, Task<ApiAnswer>>? recalled,
        CancellationToken cancellation)
    {
        var (call, refusal) = await AdmitAsync(http, operation, id, cancellation);
        if (call is null) return refusal!;
        if (operation.Method == "POST" && await ReadAsync(call, operation, cancellation) is { } wrong) return wrong;
        var answer = Validate(call, operation) ?? await handle(call);
        // A commit finds the answer that was given before to the same call. What is answered without one has not looked yet.
        if (!call.IsSettled && !answer.IsRecalled && await FindSavedAsync(call, cancellation) is { } saved) answer = saved;
        await reads.LogAsync(call, operation, answer, cancellation);
        return answer.IsRecalled && recalled is not null ? await recalled(answer, call) : answer;
    }

    /// <summary>Is this a caller for whom there is something here?</summary>
    private async Task<(ApiCall? Call, ApiAnswer? Refusal)> AdmitAsync(HttpRequest http, ApiOperation operation, string? id, CancellationToken cancellation)
    {
        var call = new ApiCall(http, CallerAddress.Of(http, settings.TrustedProxies), operation);
        if (operation.IsForStaff)
        {
            call.Staff = await staff.AuthenticateAsync(http, cancellation);
            if (call.Staff is null) return (null, new Problem(ProblemType.Unauthorized, "Send the header 'Authorization: Bearer' with a staff token."));
            if (!call.Staff.Roles.Contains(operation.Audience)) return (null, new Problem(ProblemType.Forbidden, "Ask for the role that this call needs."));
        }

        if (id is null) return (call, null);
        if (!RequestId.TryParse(id, out var requestId)) return (null, Problem.NothingHere);
        call.Id = requestId;
        return operation.Audience switch
        {
            Audience.TrackingToken => await AdmitTrackingAsync(call, cancellation),
            Audience.DownloadToken => await AdmitDownloadAsync(call, cancellation),
            Audience.NotMeToken => await AdmitNotMeAsync(call, cancellation),
            _ => (call, null),
        };
    }

    private async Task<(ApiCall?, ApiAnswer?)> AdmitTrackingAsync(ApiCall call, CancellationToken cancellation)
    {
        call.SubjectOrNull = await store.FindAsync(call.Id, cancellation);
        return TrackingToken.Fits(hash, call.Id, call.SubjectOrNull, BearerToken.Read(call.Http)) ? (call, null) : (null, Problem.NothingHere);
    }

    private async Task<(ApiCall?, ApiAnswer?)> AdmitDownloadAsync(ApiCall call, CancellationToken cancellation)
    {
        call.SubjectOrNull = await store.FindAsync(call.Id, cancellation);
        if (DownloadToken.Read(hash, call.Id, call.SubjectOrNull, BearerToken.Read(call.Http)) is not { } until) return (null, Problem.NothingHere);
        return until > time.GetUtcNow()
            ? (call, null)
            : (null, new Problem(ProblemType.DownloadTokenExpired, "Ask for a new download code, and with it for a new token."));
    }

    private async Task<(ApiCall?, ApiAnswer?)> AdmitNotMeAsync(ApiCall call, CancellationToken cancellation)
    {
        call.SubjectOrNull = await store.FindAsync(call.Id, cancellation);
        return NotMeToken.Fits(hash, call.Id, call.SubjectOrNull, BearerToken.Read(call.Http)) ? (call, null) : (null, Problem.NothingHere);
    }

    private async Task<ApiAnswer?> ReadAsync(ApiCall call, ApiOperation operation, CancellationToken cancellation)
    {
        if (!operation.IsForm && !RequestBody.IsJson(call.Http.ContentType)) return new Problem(ProblemType.UnsupportedMedia, "Send the body as application/json.");
        if (await RequestBody.ReadAsync(call.Http, cancellation) is not { } body) return TooLarge();
        call.Content = body;
        if (IdempotentCall.ReadKey(call.Http, out var valid) is { } key)
            call.Idempotent = new IdempotentCall(hash, key, $"{operation.Name}/{(call.HasId ? call.Id.Value : "")}", body);
        if (valid) return null;
        var errors = new FieldErrors();
        errors.Add(IdempotentCall.Header, "This header must have 16 to 255 visible ASCII characters, and be there once.");
        return errors.ToProblem();
    }

    private async Task<ApiAnswer?> FindSavedAsync(ApiCall call, CancellationToken cancellation) =>
        call.Idempotent is { } idempotent && await answers.FindAsync(idempotent.CallHash, cancellation) is { } saved ? call.Recall(saved) : null;

    private static ApiAnswer? Validate(ApiCall call, ApiOperation operation)
    {
        if (operation.Method != "POST" || operation.IsForm) return null;
        var shape = operation.Body ?? BodyShape.Nothing;
        if (call.Content.Length == 0 && shape.Fields.Count == 0) return null;
        using var document = RequestBody.Parse(call.Content);
        if (document is null) return Malformed();
        call.Body = new BodyReader(document.RootElement.Clone(), shape);
        // Calls with rules of their own add to these errors before they answer.
        if (shape.Fields.Count == 0 && call.Body.Errors.Any) return call.Body.Errors.ToProblem();
        return null;
    }

    private static ApiAnswer Malformed()
    {
        var errors = new FieldErrors();
        errors.Add("body", "The body must be one JSON object in UTF-8, at most eight levels deep.");
        return errors.ToProblem();
    }

    private static ApiAnswer TooLarge() => new Problem(ProblemType.TooLarge, "Send at most 64 KiB.");

    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "{Operation} failed with {Fault}: {Place}")]
    private static partial void LogFault(ILogger logger, string operation, string fault, string? place);
}
