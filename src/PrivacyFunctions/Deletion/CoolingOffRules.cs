using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>Reads off a request where its time to object stands.</summary>
internal static class CoolingOffRules
{
    public static CoolingOff Of(RightsRequest request, int round, DateTimeOffset now)
    {
        var until = request.CoolingOffUntil ?? now;
        var standing = request switch
        {
            _ when request.Round != round || RequestTransitions.IsClosed(request.Status) => Standing.Withdrawn,
            { FrozenAt: not null } => Standing.Frozen,
            // Staff may have decided about the objection before anybody here knew of it.
            { Status: RequestStatus.AwaitingReview, Question.Code: ReviewQuestion.NotMe } => Standing.Frozen,
            { Status: not RequestStatus.InProgress } => Standing.Withdrawn,
            { CoolingOffUntil: not null } => Standing.Waiting,
            _ => Standing.Open,
        };
        return new CoolingOff(standing, until.UtcDateTime);
    }

    public static bool IsWorkedOn(RightsRequest request, int round) => request.Status == RequestStatus.InProgress && request.Round == round;
}
