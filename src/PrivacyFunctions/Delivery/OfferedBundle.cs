using PrivacyFunctions.Http;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Delivery;

/// <summary>Which bundle of a request can be fetched now. Asked anew at every access.</summary>
internal static class OfferedBundle
{
    /// <summary>The latest bundle or an earlier one that is asked for, or why there is none.</summary>
    public static (BundleVersion? Bundle, Problem? Refusal) Find(RightsRequest request, DateTimeOffset now, int? version = null)
    {
        if (request.Bundles.Count == 0 || !request.IsVerified)
            return (null, new Problem(ProblemType.WrongState, "There is nothing to download yet. Look at the request's status."));
        var found = version is null ? request.Bundles[^1] : request.Bundles.FirstOrDefault(bundle => bundle.Version == version);
        if (found is null) return (null, new Problem(ProblemType.WrongState, "There is no bundle of this version. Look at the request's status."));
        return found.ExpiresAt > now ? (found, null) : (null, Gone);
    }

    /// <summary>Why there is nothing to fetch, neither a bundle nor a receipt; null when there is.</summary>
    public static Problem? Refuse(RightsRequest request, DateTimeOffset now) =>
        request is { Receipts.Count: > 0, IsVerified: true } ? null : Find(request, now).Refusal;

    /// <summary>The bundle is not given out any more.</summary>
    public static Problem Gone { get; } = new(ProblemType.BundleExpired, "It can no longer be downloaded. File a new request to get another.");
}
