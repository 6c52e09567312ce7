using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Deletion;

/// <summary>Tells the person what will happen and until when they can say that it was not them.</summary>
public sealed class StartCoolingOff(
    IRequestStore requests, PartyFile parties, NotMeLink link, DeletionSettings settings, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(StartCoolingOff);

    private const string Announced = "announced";

    /// <summary>A repeated run announces nothing anew and extends nothing.</summary>
    [Function(Name)]
    public Task<CoolingOff> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var now = time.GetUtcNow();
            var found = await requests.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
            var notice = await parties.ReasonedNoticeAsync(
                found,
                NoticeKind.DeletionAnnounced,
                Code(work.Round),
                now,
                notice => notice with { GoodUntil = now + settings.CoolingOff, Link = link.Of(found) },
                cancellation);
            var request = await requests.UpdateAsync(id, request => Announce(request, work.Round, notice, now), cancellation);
            return CoolingOffRules.Of(request, work.Round, now);
        });
    }

    private RequestCommit? Announce(RightsRequest request, int round, OutboxMessage.Notice? notice, DateTimeOffset now)
    {
        var announced = request.Timeline.Any(entry => entry.Name == Announced && entry.Code == Code(round));
        if (announced || !CoolingOffRules.IsWorkedOn(request, round) || request.FrozenAt is not null)
        {
            return null;
        }

        var waiting = request with
        {
            CoolingOffUntil = settings.CoolingOff > TimeSpan.Zero ? now + settings.CoolingOff : null,
            UpdatedAt = now,
            Timeline = [.. request.Timeline, new TimelineEntry(Announced, now, Code: Code(round))],
        };
        return new RequestCommit(waiting) { Messages = notice is null ? [] : [notice] };
    }

    private static string Code(int round) => round.ToString(CultureInfo.InvariantCulture);
}
