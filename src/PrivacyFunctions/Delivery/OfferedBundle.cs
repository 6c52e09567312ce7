using PrivacyFunctions.Http;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Delivery;

/// <summary>Which bundle of a request can be fetched now. Asked anew at every access.</summary>
internal static class OfferedBundle
{
    /// <summary>The latest bundle, or why there is none.</summary>
    public static (BundleVersion? Bundle, Problem? Refusal) Find(RightsRequest request, DateTimeOffset now)
    {
        if (request.Bundles.Count == 0 || !request.IsVerified)
            return (null, new Problem(ProblemType.WrongState, "There is nothing to download yet. Look at the request's status."));
        var latest = request.Bundles[^1];
        return latest.ExpiresAt > now
            ? (latest, null)
            : (null, new Problem(ProblemType.BundleExpired, "The bundle was deleted. File a new request to get another."));
    }
}
