using System.Text.Json;

namespace PrivacyFunctions.Tests.Http;

/// <summary>Lets no answer pass whose status and media type <c>openapi.json</c> does not describe for that call.</summary>
internal sealed class DescribedAnswers(byte[] description) : DelegatingHandler
{
    private readonly JsonElement _paths = JsonDocument.Parse(description).RootElement.GetProperty("paths");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (Find(request) is { } operation) Check(request, response, operation);
        return response;
    }

    private JsonElement? Find(HttpRequestMessage request)
    {
        var method = request.Method == HttpMethod.Head ? "get" : request.Method.Method.ToLowerInvariant();
        var path = request.RequestUri!.AbsolutePath;
        foreach (var described in _paths.EnumerateObject())
        {
            if (Fits(described.Name, path) && described.Value.TryGetProperty(method, out var operation)) return operation;
        }

        return null;
    }

    private static bool Fits(string template, string path)
    {
        var (left, right) = (template.Split('/'), path.Split('/'));
        return left.Length == right.Length && left.Zip(right).All(p => p.First == p.Second || p.First.StartsWith('{'));
    }

    private static void Check(HttpRequestMessage request, HttpResponseMessage response, JsonElement operation)
    {
        var status = (int)response.StatusCode;
        var call = $"{request.Method} {request.RequestUri!.AbsolutePath} → {status}";
        Assert.True(operation.GetProperty("responses").TryGetProperty($"{status}", out var described), $"{call} is not described");
        if (status is not 416 && response.Content.Headers.ContentType?.MediaType is { } media)
            Assert.True(described.GetProperty("content").TryGetProperty(media, out _), $"{call} is not described as {media}");
    }
}
