using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Http;

namespace PrivacyFunctions.Local.Functions.Http;

/// <summary>
/// Answers what no function answered as application/problem+json: unknown address, wrong method, body too large, a fault. A
/// fault's text stays here; the log has its type.
/// </summary>
internal sealed partial class HostProblems(RequestDelegate next, ILogger<HostProblems> logger)
{
    /// <summary>The API's limit for request bodies.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            if (http.Request.ContentLength > MaxBodyBytes) http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            else await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Recover(http, exception);
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null }) await WriteAsync(http);
    }

    private void Recover(HttpContext http, Exception exception)
    {
        var status = exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            RouteValueMismatchException => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (status == StatusCodes.Status500InternalServerError) LogFault(http.GetEndpoint()?.DisplayName, exception.GetType().Name);
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    private static Task WriteAsync(HttpContext http) => new ApiResult(ApiAnswer.Of(Describe(http.Response.StatusCode))).ExecuteAsync(http);

    private static Problem Describe(int status) => status switch
    {
        StatusCodes.Status404NotFound => new Problem(ProblemType.NotFound, "Check the address; /api/openapi.json has them all."),
        StatusCodes.Status405MethodNotAllowed => new Problem(ProblemType.MethodNotAllowed, "The header 'Allow' names the methods of this address."),
        StatusCodes.Status413PayloadTooLarge => new Problem(ProblemType.TooLarge, "Send at most 64 KiB."),
        StatusCodes.Status415UnsupportedMediaType => new Problem(ProblemType.UnsupportedMedia, "Send the body as application/json."),
        StatusCodes.Status500InternalServerError => new Problem(ProblemType.Internal, "Try again later. It was logged."),
        _ => new Problem(new ProblemType("http-" + status, status, ReasonPhrases.GetReasonPhrase(status)), "The call could not be answered."),
    };

    [LoggerMessage(5201, LogLevel.Error, "Function {Function} failed ({ExceptionType})")]
    private partial void LogFault(string? function, string exceptionType);
}
