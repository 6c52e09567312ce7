using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Shows staff one request whole.</summary>
public sealed class ReadCase(Api api, IRequestStore store, PartyFile parties)
{
    public static readonly ApiOperation Operation = new(
        nameof(ReadCase), "GET", "api/staff/requests/{id}", Audience.Reader, "Everything about a request but the person's data itself.")
    {
        Success = new Reply(200, "The request.", ConsoleJson.Default.CaseView),
    };

    [Function(nameof(ReadCase))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/requests/{id}")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => ShowAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> ShowAsync(ApiCall call, CancellationToken cancellation)
    {
        if (await store.ReadSnapshotAsync(call.Id, cancellation) is not { } snapshot) return Problem.NothingHere;
        var party = await parties.FindAsync(call.Id, cancellation);
        return ApiAnswer.Of(200, Of(snapshot, party), ConsoleJson.Default.CaseView);
    }

    private static CaseView Of(RequestSnapshot snapshot, PartyDocument? party)
    {
        var request = snapshot.Request;
        return new CaseView
        {
            RequestId = request.Id,
            Right = request.Right,
            Status = request.Status,
            Outcome = request.Outcome,
            Law = request.Law,
            LawReason = request.LawReason,
            Residence = request.Residence,
            PolicyVersion = request.PolicyVersion,
            ReceivedAt = request.ReceivedAt,
            ConfirmBy = request.ConfirmBy,
            DueAt = request.DueAt,
            ExtendedTo = request.ExtendedTo,
            PausedSince = request.PausedSince,
            DeadlineExplanation = request.DeadlineExplanation,
            Party = PartyView.Of(party),
            VerificationMethod = request.VerificationMethod,
            ProvedIdentities = request.ProvedIdentities,
            UnusedIdentities = request.UnusedIdentities,
            Categories = request.Categories,
            Round = request.Round,
            PlanHash = request.PlanHash,
            Systems = [.. snapshot.Systems.Select(StatusReport.Of)],
            Withheld = request.Withheld,
            Gaps = request.Gaps,
            Bundles = [.. request.Bundles.Select(BundleView.Of)],
            Timeline = request.Timeline,
            UpdatedAt = request.UpdatedAt,
            ClosedAt = request.ClosedAt,
        };
    }
}
