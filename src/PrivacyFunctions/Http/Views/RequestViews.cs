using System.Runtime.CompilerServices;
using System.Text.Json;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>Writes requests as the person sees them, once for each version: a poll that finds nothing new is not written anew.</summary>
public sealed class RequestViews
{
    private readonly ConditionalWeakTable<RightsRequest, byte[]> _written = [];

    /// <summary>The answer that shows the request.</summary>
    public ApiAnswer Show(RightsRequest request) => new(200, _written.GetValue(request, Write));

    private static byte[] Write(RightsRequest request) => JsonSerializer.SerializeToUtf8Bytes(RequestView.Of(request), ViewsJson.Default.RequestView);
}
