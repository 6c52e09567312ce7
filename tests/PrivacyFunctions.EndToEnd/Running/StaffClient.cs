using System.Net;
using System.Text.Json;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>What staff do.</summary>
internal sealed class StaffClient(HttpClient http, string token)
{
    public Task<Answer> GetAsync(string path, Action<HttpRequestMessage>? adjust = null) =>
        http.CallAsync(HttpMethod.Get, $"/api/staff/{path}", token, adjust: adjust);

    public Task<Answer> PostAsync(string path, object body) => http.CallAsync(HttpMethod.Post, $"/api/staff/{path}", token, body);

    /// <summary>Polls a request's status until it is one of those named.</summary>
    public Task<JsonElement> WaitAsync(string requestId, params string[] statuses) => WaitAsync(requestId, status => statuses.Contains(status.GetProperty("status").GetString()));

    /// <summary>Polls a request's status until it fulfils a condition.</summary>
    public async Task<JsonElement> WaitAsync(string requestId, Func<JsonElement, bool> reached)
    {
        var last = "";
        try
        {
            return ((JsonElement?)await Waiting.ForAsync<object>("the status waited for", async () =>
            {
                var answer = (await GetAsync($"requests/{requestId}/status")).Expect(HttpStatusCode.OK);
                last = answer.Json.GetRawText();
                return reached(answer.Json) ? answer.Json : null;
            })).Value;
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} The last was {last}");
        }
    }
}
