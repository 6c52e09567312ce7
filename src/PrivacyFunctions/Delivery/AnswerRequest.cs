using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Delivery;

/// <summary>
/// Closes a request: offers its bundle, tells the person and publishes the completion, in one durable step. A later round that brought nothing
/// that was missing leaves the answer as it was.
/// </summary>
public sealed class AnswerRequest(
    IRequestStore requests, PartyFile parties, IBundleReader bundles, BundleSettings settings, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(AnswerRequest);

    /// <summary>Does nothing when this round was answered already.</summary>
    [Function(Name)]
    public Task<bool> RunAsync([ActivityTrigger] AnswerInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var id = RequestId.Parse(input.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
            var answer = Answer(request, input);
            var notice = BringsNothing(request, input) ? null : await parties.NoticeAsync(answer, KindOf(answer), $"{input.Round}", time.GetUtcNow(), GoodUntil(answer), cancellation);
            var answered = await requests.UpdateAsync(id, current => Commit(current, input, notice), cancellation);
            await bundles.KeepOnlyAsync(id, input.Round, answered.Bundles, cancellation);
            return true;
        });
    }

    private RequestCommit? Commit(RightsRequest request, AnswerInput input, OutboxMessage.Notice? notice)
    {
        if (request.Status != RequestStatus.InProgress || request.Round != input.Round)
        {
            return null;
        }

        var answer = Answer(request, input);
        OutboxMessage[] messages = [PrivacyEvents.Completed(answer, time.GetUtcNow()), .. notice is null ? [] : new[] { notice }];
        return new RequestCommit(answer) { Messages = messages };
    }

    private RightsRequest Answer(RightsRequest request, AnswerInput input)
    {
        var now = time.GetUtcNow();
        var bundle = input.Bundle;
        if (BringsNothing(request, input))
        {
            return request.Status == RequestStatus.InProgress ? request.Move(RequestStatus.PartiallyCompleted, now, Outcome.Partly) : request;
        }

        var (status, outcome) = bundle switch
        {
            { Gaps.Count: > 0 } => (RequestStatus.PartiallyCompleted, Outcome.Partly),
            { Version: 0 } => (RequestStatus.Completed, Outcome.NoData),
            _ when request.IsApprovedInPart => (RequestStatus.PartiallyCompleted, Outcome.Partly),
            _ => (RequestStatus.Completed, Outcome.Fulfilled),
        };
        var answered = request with { Withheld = bundle.Withheld, Gaps = bundle.Gaps, UnusedIdentities = bundle.UnusedIdentities };
        if (bundle.Version > 0)
        {
            var version = new BundleVersion(
                bundle.Version, input.Round, bundle.Attempt, bundle.SizeBytes, bundle.Sha256, bundle.Gaps.Count == 0, now, now + settings.Retention);
            answered = answered with { Bundles = [.. request.Bundles.Where(other => other.Version != bundle.Version), version] };
        }

        return request.Status == RequestStatus.InProgress ? answered.Move(status, now, outcome) : answered;
    }

    private static bool BringsNothing(RightsRequest request, AnswerInput input) =>
        input.Round > 1 && request.WasAnswered && request.Gaps.Count > 0 && request.Gaps.All(gap => input.Bundle.Gaps.Any(still => Same(gap, still)));

    private static bool Same(RequestGap one, RequestGap other) =>
        one.Dataset == other.Dataset && one.Collection == other.Collection && (one.Code == other.Code || one.Collection is null);

    private static DateTimeOffset? GoodUntil(RightsRequest answer) => answer.Bundles.Count > 0 ? answer.Bundles[^1].ExpiresAt : null;

    private static NoticeKind KindOf(RightsRequest answer) => answer.Outcome switch
    {
        Outcome.NoData => NoticeKind.NoData,
        _ when answer.Bundles.Count > 1 => NoticeKind.Supplemented,
        Outcome.Partly when answer.Gaps.Count > 0 => NoticeKind.PartlyReady,
        _ => NoticeKind.Ready,
    };
}
