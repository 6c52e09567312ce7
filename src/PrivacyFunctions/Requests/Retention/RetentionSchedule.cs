using PrivacyFunctions.Law;

namespace PrivacyFunctions.Requests;

/// <summary>From when on each part of a request is only kept for a while. It follows from the request and its law alone, so a store can index it.</summary>
public static class RetentionSchedule
{
    /// <summary>How long work that was overtaken by the end of a request may still write something.</summary>
    private static readonly TimeSpan Stragglers = TimeSpan.FromHours(1);

    /// <summary>How long rows are kept for a retry where an answer was given in part and there is no bundle.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromDays(30);

    /// <summary>The parts that have not gone yet, each with the instant from which its period counts.</summary>
    public static IEnumerable<RetainedPart> Of(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.EvidenceAt is { } evidence) yield return new RetainedPart(RetentionKind.Evidence, evidence);
        if (request.ClosedAt is not { } closed || !RequestTransitions.IsClosed(request.Status)) yield break;
        var payload = PayloadEnd(request, closed);
        var appeal = StatuteBook.AppealEnd(request.Law, closed);
        foreach (var part in new RetainedPart[]
        {
            new(RetentionKind.History, closed),
            new(RetentionKind.Payload, payload),
            new(RetentionKind.Party, appeal > payload ? appeal : payload),
            new(RetentionKind.Record, closed),
        })
        {
            // A request that was taken up again after a part had gone has that part again.
            if (!request.Purged.TryGetValue(part.Kind, out var gone) || gone < closed) yield return part;
        }
    }

    private static DateTimeOffset PayloadEnd(RightsRequest request, DateTimeOffset closed) =>
        request.Bundles.Count > 0 ? request.Bundles.Max(bundle => bundle.ExpiresAt)
        : request.Status == RequestStatus.PartiallyCompleted && request.Gaps.Count > 0 ? closed + Retry
        : closed + Stragglers;
}

/// <summary>A part of a request that goes a period after an instant.</summary>
public readonly record struct RetainedPart(RetentionKind Kind, DateTimeOffset Since);
