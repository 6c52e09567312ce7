using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>A request as the person who filed it sees it.</summary>
public sealed record RequestView
{
    public required RequestId RequestId { get; init; }

    public required Right Right { get; init; }

    public required RequestStatus Status { get; init; }

    public required LawId Law { get; init; }

    public required string PolicyVersion { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? ConfirmBy { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? ExtendedTo { get; init; }

    public DateTimeOffset? PausedSince { get; init; }

    public required IReadOnlyList<StepView> Steps { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>What was found and not disclosed; only after verification.</summary>
    public IReadOnlyList<WithheldItem>? Withheld { get; init; }

    /// <summary>Identities that did not count; only after verification.</summary>
    public IReadOnlyList<string>? UnusedIdentities { get; init; }

    /// <summary>What the person can do who is not content; once there is an answer.</summary>
    public IReadOnlyList<string>? Remedies { get; init; }

    /// <summary>What can be downloaded; only after verification.</summary>
    public IReadOnlyList<BundleView>? Bundles { get; init; }

    public static RequestView Of(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var verified = request.IsVerified;
        return new RequestView
        {
            RequestId = request.Id,
            Right = request.Right,
            Status = request.Status,
            Law = request.Law,
            PolicyVersion = request.PolicyVersion,
            ReceivedAt = request.ReceivedAt,
            ConfirmBy = request.ConfirmBy,
            DueAt = request.DueAt,
            ExtendedTo = request.ExtendedTo,
            PausedSince = request.PausedSince,
            Steps = StepView.Of(request),
            Outcome = request.Outcome,
            Withheld = verified ? request.Withheld : null,
            UnusedIdentities = verified ? request.UnusedIdentities : null,
            Remedies = request.Outcome is not null and not Requests.Outcome.Withdrawn ? StatuteBook.Remedies(request.Law) : null,
            Bundles = verified ? [.. request.Bundles.Select(BundleView.Of)] : null,
        };
    }
}

/// <summary>A bundle as the person sees it.</summary>
public sealed record BundleView(int Version, long SizeBytes, string Sha256, bool Complete, DateTimeOffset ExpiresAt)
{
    public static BundleView Of(BundleVersion bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new(bundle.Version, bundle.SizeBytes, bundle.Sha256, bundle.Complete, bundle.ExpiresAt);
    }
}
