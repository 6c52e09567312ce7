using System.Collections.Immutable;

namespace PrivacyFunctions.Requests;

/// <summary>Notes on a request what of it has gone.</summary>
public static class RequestRetention
{
    extension(RightsRequest request)
    {
        /// <summary>The request after that part of it has gone.</summary>
        public RightsRequest WithPurged(RetentionKind kind, DateTimeOffset at) =>
            request with { Purged = request.Purged.ToImmutableDictionary().SetItem(kind, at) };
    }
}
