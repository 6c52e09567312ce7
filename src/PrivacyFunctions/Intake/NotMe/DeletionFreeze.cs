using Microsoft.DurableTask.Client;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>
/// Freezes a deletion in one conditional write. Whatever runs meanwhile meets the mark at its own next write: an approval, the end of the wait, and
/// above all the start of erasing, which is a conditional write too.
/// </summary>
public sealed class DeletionFreeze(IRequestStore store, PromptWord word, TimeProvider time)
{
    /// <summary>Freezes the request, if that can still help. Doing so again changes nothing.</summary>
    public async Task<Objection> RaiseAsync(RequestId id, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        while (await store.FindAsync(id, cancellation) is { Right: Right.Deletion } request)
        {
            var objection = Judge(request);
            if (objection != Objection.Frozen || request.FrozenAt is not null)
            {
                return objection;
            }

            if (await store.CommitAsync(new RequestCommit(Freeze(request, time.GetUtcNow())), cancellation) is CommitResult.Committed)
            {
                await word.TryAsync(id, () => WakeAsync(request, orchestrations, cancellation), cancellation);
                return objection;
            }
        }

        return Objection.Unknown;
    }

    /// <summary>What an objection would come to now.</summary>
    public static Objection Judge(RightsRequest request) => request switch
    {
        null or { Right: not Right.Deletion } => Objection.Unknown,
        { Irreversible: true } => Objection.TooLate,
        _ when RequestTransitions.IsClosed(request.Status) => Objection.Stopped,
        _ => Objection.Frozen,
    };

    private static RightsRequest Freeze(RightsRequest request, DateTimeOffset now)
    {
        var frozen = request with
        {
            FrozenAt = now,
            CoolingOffUntil = null,
            UpdatedAt = now,
            Timeline = [.. request.Timeline, new TimelineEntry("frozen", now, "requester", ReviewQuestion.NotMe)],
        };
        return request switch
        {
            // Nobody works on it while it waits out the time to object, so staff are asked at once; else the work comes to a stop by itself and asks.
            { Status: RequestStatus.InProgress, CoolingOffUntil: not null } =>
                frozen.Move(RequestStatus.AwaitingReview, now, actor: "requester", code: ReviewQuestion.NotMe) with { Question = Ask(request, now), HandedOverAt = now },

            // What staff have said so far they said without knowing this.
            { Status: RequestStatus.AwaitingReview, Question: { IsAboutPlan: true } question } =>
                frozen with { Question = question with { Code = ReviewQuestion.NotMe, Said = null, CountsFrom = request.Decisions.Count + 1 } },
            _ => frozen,
        };
    }

    private static ReviewQuestion Ask(RightsRequest request, DateTimeOffset now) => new((request.Question?.Number ?? 0) + 1, ReviewQuestion.NotMe, now, [])
    {
        Round = request.Round,
        Turn = request.Question?.Round == request.Round ? request.Question.Turn : 0,
        PlanHash = request.PlanHash,
        Demand = request.Question?.Demand ?? ApprovalDemand.OnePerson,
    };

    private static async Task WakeAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (request.Round == 0)
        {
            return;
        }

        var instance = OrchestratorNames.InstanceOfRight(request.Work, WireName.Of(request.Right));
        if (await orchestrations.GetInstanceAsync(instance, cancellation) is { IsCompleted: false })
        {
            await orchestrations.RaiseEventAsync(instance, FrozenByPerson.EventName, new FrozenByPerson(request.Round), cancellation);
        }
    }
}
