using System.Text.Json;

namespace PrivacyFunctions.Tests.Http;

/// <summary>An answer, read whole.</summary>
public sealed record ApiReply(int Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    /// <summary>The last part of a problem's type.</summary>
    public string Problem => Text("type").Split('/')[^1];

    public string Text(string name) => Json.GetProperty(name).GetString()!;

    public IReadOnlyList<string> WrongFields => [.. Json.GetProperty("errors").EnumerateObject().Select(p => p.Name)];

    public static async Task<ApiReply> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new ApiReply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, headers, await response.Content.ReadAsByteArrayAsync());
    }
}
