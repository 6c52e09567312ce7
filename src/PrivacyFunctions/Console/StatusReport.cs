using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Reads where the work stands off a request and the rows of its systems.</summary>
internal static class StatusReport
{
    public static StatusView Of(RequestSnapshot snapshot, string runtimeStatus)
    {
        var request = snapshot.Request;
        return new StatusView(
            request.Id,
            request.Right,
            request.Status,
            runtimeStatus,
            PhaseOf(snapshot),
            PercentOf(snapshot),
            request.ExtendedTo ?? request.DueAt,
            snapshot.Systems.Select(s => s.UpdatedAt).Append(request.UpdatedAt).Max(),
            [.. snapshot.Systems.Select(Of)]);
    }

    public static SystemStatusView Of(SystemProgress system) => new(
        system.Dataset,
        system.Phase,
        system.State,
        system.Records,
        system.Attempts,
        system.Error is { } code ? new ErrorView(code, FaultCode.Sentence(code)) : null);

    private static string PhaseOf(RequestSnapshot snapshot) => snapshot.Request.Status switch
    {
        RequestStatus.AwaitingVerification => "verification",
        RequestStatus.Queued => "queued",
        RequestStatus.AwaitingReview => "review",
        RequestStatus.InProgress => snapshot.Request.Right == Right.Deletion ? DeletionStatus.PhaseOf(snapshot) : PhaseOfWork(snapshot),
        _ => "closed",
    };

    private static int PercentOf(RequestSnapshot snapshot)
    {
        if (RequestTransitions.IsClosed(snapshot.Request.Status)) return 100;
        if (snapshot.Systems.Count == 0) return 0;
        // The last tenth is the bundle, or the receipt.
        return snapshot.Request.Right == Right.Deletion ? DeletionStatus.PercentOf(snapshot) : 90 * snapshot.Systems.Count(IsOver) / snapshot.Systems.Count;
    }

    private static string PhaseOfWork(RequestSnapshot snapshot) =>
        snapshot.Systems.FirstOrDefault(s => !IsOver(s))?.Phase ?? (snapshot.Systems.Count == 0 ? "planning" : "bundle");

    /// <summary>Whether nothing more is done in a system by itself.</summary>
    public static bool IsOver(SystemProgress system) => system.State is SystemState.Done or SystemState.Failed or SystemState.Skipped;
}
