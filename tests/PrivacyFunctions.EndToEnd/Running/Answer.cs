using System.Net;
using System.Text.Json;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>What the server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Body, HttpResponseMessage Message)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>A text property of the JSON body.</summary>
    public string this[string property] => Json.GetProperty(property).GetString()!;

    /// <summary>Reads an answer whole.</summary>
    public static async Task<Answer> ReadAsync(HttpResponseMessage message) =>
        new(message.StatusCode, await message.Content.ReadAsByteArrayAsync(), message);

    /// <summary>Fails the test unless the status is the one expected.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{Message.RequestMessage?.Method} {Message.RequestMessage?.RequestUri?.AbsolutePath}: {(int)Status} {System.Text.Encoding.UTF8.GetString(Body)}");
        return this;
    }

    /// <summary>Fails the test unless this is a problem of the type and status expected.</summary>
    public Answer ExpectProblem(HttpStatusCode status, string type)
    {
        Expect(status);
        Assert.Equal("application/problem+json", Message.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("/" + type, this["type"], StringComparison.Ordinal);
        return this;
    }
}
