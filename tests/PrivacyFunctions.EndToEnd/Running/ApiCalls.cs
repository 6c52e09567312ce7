using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>Single calls of the API.</summary>
internal static class ApiCalls
{
    /// <summary>Sends one request, with a bearer token and a JSON body where given.</summary>
    public static async Task<Answer> CallAsync(
        this HttpClient http, HttpMethod method, string path, string? token = null, object? body = null, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body, body.GetType());
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        adjust?.Invoke(request);
        return await Answer.ReadAsync(await http.SendAsync(request));
    }
}
