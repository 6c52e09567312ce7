using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>What a call answers: status, a few headers and a finished JSON body.</summary>
public sealed record ApiAnswer(int Status, byte[] Body)
{
    public const string Json = "application/json";
    public const string Problem = "application/problem+json";

    public string MediaType { get; init; } = Json;

    public string? Location { get; init; }

    public string? ETag { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What a page may do beyond nothing, as a content security policy; null for all that is no page.</summary>
    public string? ContentSecurity { get; init; }

    /// <summary>True when it was given before, to the same call.</summary>
    public bool IsRecalled { get; init; }

    /// <summary>Writes the answer instead of <see cref="Body"/>, for answers that are streams.</summary>
    public IResult? Stream { get; init; }

    /// <summary>An answer with this value as its JSON body.</summary>
    public static ApiAnswer Of<T>(int status, T value, JsonTypeInfo<T> type) => new(status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>The same answer with a secret in it that is never saved. The value needs no escaping in JSON.</summary>
    public ApiAnswer With(string name, string value) =>
        this with { Body = [.. Encoding.UTF8.GetBytes($"{{\"{name}\":\"{value}\","), .. Body.AsSpan(1)] };

    /// <summary>The client has this version already.</summary>
    public static ApiAnswer NotModified(string etag) => new(304, []) { ETag = etag };

    /// <summary>A problem after RFC 9457.</summary>
    public static ApiAnswer Of(Problem problem) =>
        Of(problem.Type.Status, problem.ToBody(), HttpJson.Default.ProblemBody) with { MediaType = Problem, RetryAfter = problem.RetryAfter };

    public static implicit operator ApiAnswer(Problem problem) => Of(problem);
}
