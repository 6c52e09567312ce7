using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

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
            if (!Recover(http, exception)) throw;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null }) await WriteAsync(http);
    }

    private bool Recover(HttpContext http, Exception exception)
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
            return true;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        return true;
    }

    private static async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        http.Response.Headers.CacheControl = "no-store";
        await TypedResults.Problem(
            statusCode: status,
            type: "https://privacyfunctions.dev/problems/" + Slug(status),
            title: Title(status)).ExecuteAsync(http);
    }

    private static string Slug(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status500InternalServerError => "internal",
        _ => "http-" + status,
    };

    private static string Title(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not answer that method.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than 64 KiB.",
        StatusCodes.Status500InternalServerError => "Something went wrong on our side.",
        _ => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
    };

    [LoggerMessage(5201, LogLevel.Error, "Function {Function} failed ({ExceptionType})")]
    private partial void LogFault(string? function, string exceptionType);
}
