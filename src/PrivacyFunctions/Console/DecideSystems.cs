using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Staff say what to do about systems that failed: ask them again, or answer without them. After a partial answer, asking again is a new round.</summary>
public sealed class DecideSystems(
    Api api, IRequestStore store, RequestChanges changes, DecisionReasons reasons, IDataKeys keys, Orchestrations work, TimeProvider time)
{
    public static readonly ApiOperation Retry = Describe("RetrySystems", "retry", "Asks systems that failed again; after a partial answer too.");
    public static readonly ApiOperation Skip = Describe("SkipSystems", "skip", "Answers without systems that failed; the answer says so.");

    [Function("RetrySystems")]
    public Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/retry")] HttpRequest http,
        string id,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation) => api.RunAsync(http, Retry, id, call => DecideAsync(call, retry: true, orchestrations, cancellation), cancellation);

    [Function("SkipSystems")]
    public Task<IResult> SkipAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/skip")] HttpRequest http,
        string id,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation) => api.RunAsync(http, Skip, id, call => DecideAsync(call, retry: false, orchestrations, cancellation), cancellation);

    private async Task<ApiAnswer> DecideAsync(ApiCall call, bool retry, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (await store.FindAsync(call.Id, cancellation) is not { } request) return Problem.NothingHere;
        if (SystemsDecision.Read(call.Body, retry) is not { } decision) return call.Body.Errors.ToProblem();
        var answer = await changes.RunAsync(call, request, current => DecideAsync(call, current, decision, cancellation), cancellation);
        if (answer.Status == 200 && await store.FindAsync(call.Id, cancellation) is { Status: RequestStatus.AwaitingReview } decided)
            await work.TellAsync(orchestrations, decided, cancellation);
        return answer;
    }

    private async Task<Change> DecideAsync(ApiCall call, RightsRequest request, SystemsDecision decision, CancellationToken cancellation)
    {
        if (decision.Refuse(request, await store.ReadProgressAsync(request.Id, cancellation)) is { } refusal) return new Change(null, refusal);
        var now = time.GetUtcNow();
        var taken = new StaffDecision(request.Decisions.Count + 1, decision.Retry ? DecisionKind.Retry : DecisionKind.Skip, call.Staff!.Id, now, request.Round)
        {
            Question = request.Status == RequestStatus.AwaitingReview ? request.Question!.Number : 0,
            Datasets = decision.Datasets,
        };
        var reason = await reasons.SealAsync(request.Id, taken, decision.Reason, cancellation);
        if (reason is null || !await HasPayloadAsync(request.Id, cancellation))
            return new Change(null, new Problem(ProblemType.WrongState, "What the request was worked on with was destroyed. The person can file a new one."));
        var decided = request with { Decisions = [.. request.Decisions, taken], UpdatedAt = now };
        return request.Status == RequestStatus.PartiallyCompleted ? AnotherRound(decided, taken, reason) : Note(decided, decision, taken, reason);
    }

    private async Task<bool> HasPayloadAsync(RequestId id, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(id, KeyPurpose.Payload, cancellation);
        return key is not null;
    }

    private static Change Note(RightsRequest request, SystemsDecision decision, StaffDecision taken, byte[] reason)
    {
        var noted = decision.Apply(request, taken.At) with
        {
            Timeline = [.. request.Timeline, new TimelineEntry(decision.Retry ? "retried" : "skipped", taken.At, "staff")],
        };
        return Finish(new RequestCommit(noted), taken, reason);
    }

    private static Change AnotherRound(RightsRequest request, StaffDecision taken, byte[] reason) => Finish(Requeue(request, taken.At), taken, reason);

    /// <summary>The step that begins another round of a request that was answered in part.</summary>
    internal static RequestCommit Requeue(RightsRequest request, DateTimeOffset at)
    {
        var queued = request.Move(RequestStatus.Queued, at, actor: "staff", code: "retry") with { Verdicts = [] };
        return new RequestCommit(queued) { Messages = [VerifiedRequests.Message(queued)] };
    }

    private static Change Finish(RequestCommit commit, StaffDecision taken, byte[] reason) => new(
        commit with
        {
            Documents = new Dictionary<string, byte[]?> { [taken.ReasonDocument] = reason },
            Audit = [DecisionReasons.Entry(commit.Request, taken)],
        },
        ApiAnswer.Of(200, new DecisionAnswer(commit.Request.Id, commit.Request.Status, commit.Request.Outcome, taken.Kind), ConsoleJson.Default.DecisionAnswer));

    private static ApiOperation Describe(string name, string verb, string summary) =>
        new(name, "POST", $"api/staff/requests/{{id}}/{verb}", Audience.Operator, summary)
        {
            Body = SystemsDecision.Shape,
            Success = new Reply(200, "The decision is taken down.", () => ConsoleJson.Default.DecisionAnswer),
            Problems = [ProblemType.WrongState, ProblemType.RuleRefused, ProblemType.KeyReused],
        };
}
