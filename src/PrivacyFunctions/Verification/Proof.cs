using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.Verification;

/// <summary>What follows from a proof of identity: the request is queued, and requester, queue and followers hear of it.</summary>
public sealed class Proof(PartyFile parties, NotMeLink link, TimeProvider time)
{
    /// <summary>The durable step that accepts the proof.</summary>
    /// <param name="request">The request, waiting for verification.</param>
    /// <param name="proved">Names of the identities that are proved.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellation">Ends the reading of the party.</param>
    public async Task<RequestCommit> AcceptAsync(
        RightsRequest request, IReadOnlyList<string> proved, string actor, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var queued = request.Move(RequestStatus.Queued, now, actor: actor, code: actor == "staff" ? "verified-by-staff" : null) with
        {
            // Staff may vouch for a request whose code was mailed and never entered.
            VerificationMethod = actor == "staff" ? VerificationMethod.Staff : VerificationMethod.Email,
            ProvedIdentities = proved,
            VerificationCode = null,
        };
        var stop = queued.Right == Right.Deletion ? link.Of(queued) : null;
        var notice = await parties.ReasonedNoticeAsync(queued, NoticeKind.Received, "1", now, notice => notice with { Link = stop }, cancellation);
        return new RequestCommit(queued)
        {
            Messages =
            [
                VerifiedRequests.Message(queued),
                PrivacyEvents.Verified(queued, now),
                .. notice is null ? Array.Empty<OutboxMessage>() : [notice],
            ],
        };
    }
}
