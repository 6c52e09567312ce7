using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PrivacyFunctions.Http;

/// <summary>Writes an answer with the headers that every answer has.</summary>
public sealed class ApiResult(ApiAnswer answer) : IResult
{
    /// <summary>Headers of every answer, whatever it is about.</summary>
    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        Protect(response);
        if (answer.Stream is { } stream)
        {
            IgnoreOtherRanges(httpContext.Request.Headers);
            await stream.ExecuteAsync(httpContext);
            return;
        }

        response.StatusCode = answer.Status;
        SetHeaders(response.Headers);
        if (answer.Status is 204 or 304) return;
        response.ContentType = answer.MediaType;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }

    // RFC 9110, 14.2: a range of an unknown unit is no range. The framework takes any unit for bytes.
    private static void IgnoreOtherRanges(IHeaderDictionary headers)
    {
        if (headers.Range is [{ } range] && !range.TrimStart().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) headers.Remove(HeaderNames.Range);
    }

    private void SetHeaders(IHeaderDictionary headers)
    {
        if (answer.Location is { } location) headers.Location = location;
        if (answer.ContentSecurity is { } policy) headers.ContentSecurityPolicy = policy;
        if (answer.ETag is { } etag) headers.ETag = etag;
        if (answer.Status == 401) headers.WWWAuthenticate = "Bearer";
        if (answer.RetryAfter is { } wait)
            headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
