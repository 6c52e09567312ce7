using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>The body of a call, whole and within the limit.</summary>
internal static class RequestBody
{
    public const int Most = 64 * 1024;
    private const int Deepest = 8;

    /// <summary>Reads the bytes; null when there are more than <see cref="Most"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Most) return null;
        var room = (int)(request.ContentLength ?? Most) + 1;
        var buffer = ArrayPool<byte>.Shared.Rent(room);
        var length = 0;
        try
        {
            int read;
            while (length < room && (read = await request.Body.ReadAsync(buffer.AsMemory(length, room - length), cancellation)) > 0) length += read;
            return length > Most ? null : buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The body as a JSON object; null when it is not one that can be read unambiguously.</summary>
    public static JsonDocument? Parse(byte[] body)
    {
        if (!Utf8.IsValid(body)) return null;
        try
        {
            var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Deepest });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True for no content type at all, <c>application/json</c> and <c>application/…+json</c>.</summary>
    public static bool IsJson(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType)) return true;
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var media = (end < 0 ? contentType.AsSpan() : contentType.AsSpan(0, end)).Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }
}
