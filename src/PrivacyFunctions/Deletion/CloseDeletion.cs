using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Deletion;

/// <summary>Closes a deletion: offers its receipt, tells the person and publishes the completion, in one durable step.</summary>
public sealed class CloseDeletion(IRequestStore requests, PartyFile parties, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(CloseDeletion);

    /// <summary>Does nothing when this round was closed already.</summary>
    [Function(Name)]
    public Task<bool> RunAsync([ActivityTrigger] DeletionClosing closing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(closing);
        var id = RequestId.Parse(closing.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
            var now = time.GetUtcNow();
            var occasion = closing.Round.ToString(CultureInfo.InvariantCulture);
            var notice = await parties.NoticeAsync(request, KindOf(closing.Receipt), occasion, now, null, cancellation);
            await requests.UpdateAsync(id, current => Close(current, closing, notice, now), cancellation);
            return true;
        });
    }

    private static RequestCommit? Close(RightsRequest request, DeletionClosing closing, OutboxMessage.Notice? notice, DateTimeOffset now)
    {
        if (request.Status != RequestStatus.InProgress || request.Round != closing.Round)
        {
            return null;
        }

        var issued = closing.Receipt;
        var (status, outcome) = issued switch
        {
            { Gaps.Count: > 0 } => (RequestStatus.PartiallyCompleted, Outcome.Partly),
            { Found: false } => (RequestStatus.Completed, Outcome.NoData),
            _ when request.IsApprovedInPart => (RequestStatus.PartiallyCompleted, Outcome.Partly),
            _ => (RequestStatus.Completed, Outcome.Fulfilled),
        };
        var closed = request.Move(status, now, outcome) with
        {
            Withheld = issued.Withheld,
            Gaps = issued.Gaps,
            UnusedIdentities = issued.UnusedIdentities,
            Receipts = [.. request.Receipts, issued.Receipt],
        };
        return new RequestCommit(closed)
        {
            Messages = [PrivacyEvents.Completed(closed, now), .. notice is null ? [] : new[] { notice }],
            Audit = [Audit(closed, issued.Receipt, now)],
        };
    }

    private static AuditEntry Audit(RightsRequest request, ReceiptVersion receipt, DateTimeOffset now) => new("deletion.receipt", now, AuditEntry.ByItself, request.Id)
    {
        Facts = new Dictionary<string, AuditFact> { ["version"] = receipt.Version, ["sha256"] = receipt.Sha256, ["complete"] = receipt.Complete },
    };

    private static NoticeKind KindOf(IssuedReceipt issued) => issued switch
    {
        { Gaps.Count: > 0 } => NoticeKind.PartlyDeleted,
        { Found: false } => NoticeKind.NoData,
        { Erased: 0 } => NoticeKind.NothingDeleted,
        { Withheld.Count: > 0 } => NoticeKind.DeletedExceptKept,
        _ => NoticeKind.Deleted,
    };
}
