using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Staff approve the plan of a request, whole or in part, or deny the request. No other plan than the one they looked at runs.</summary>
public sealed class DecidePlan(
    Api api, IRequestStore store, RequestChanges changes, PlanDocuments plans, PlanRuling ruling, DecisionReasons reasons, Orchestrations work, TimeProvider time)
{
    public static readonly ApiOperation Operation = new(
        nameof(DecidePlan), "POST", "api/staff/requests/{id}/decision", Audience.Approver, "Approves the plan of a request, whole or in part, or denies the request.")
    {
        Body = PlanDecision.Shape,
        Success = new Reply(200, "The decision is taken down.", () => ConsoleJson.Default.DecisionAnswer),
        Problems = [ProblemType.WrongState, ProblemType.PlanChanged, ProblemType.RuleRefused, ProblemType.KeyReused],
    };

    [Function(nameof(DecidePlan))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/decision")] HttpRequest http,
        string id,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => DecideAsync(call, orchestrations, cancellation), cancellation);

    private async Task<ApiAnswer> DecideAsync(ApiCall call, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        if (await store.FindAsync(call.Id, cancellation) is not { } request) return Problem.NothingHere;
        if (PlanDecision.Read(call.Body) is not { } decision) return call.Body.Errors.ToProblem();
        var answer = await changes.RunAsync(call, request, current => RuleAsync(call, current, request.FrozenAt, decision, cancellation), cancellation);
        if (answer.Status == 200 && await store.FindAsync(call.Id, cancellation) is { } decided) await SpreadAsync(decided, orchestrations, cancellation);
        return answer;
    }

    private async Task<Change> RuleAsync(
        ApiCall call, RightsRequest request, DateTimeOffset? frozenAt, PlanDecision decision, CancellationToken cancellation)
    {
        if (request.FrozenAt != frozenAt) return new Change(null, new Problem(ProblemType.WrongState, "The person just said that this was not them. Read the request again."));
        if (Refuse(request, decision) is { } refusal) return new Change(null, refusal);
        var errors = new FieldErrors();
        var ground = decision.FindGround(request, errors);
        CheckExcluded(await plans.FindAsync(request.Id, request.Round, cancellation), decision, errors);
        if (errors.Any) return new Change(null, errors.ToProblem(ProblemType.RuleRefused));
        var taken = new StaffDecision(request.Decisions.Count + 1, decision.Kind, call.Staff!.Id, time.GetUtcNow(), request.Round)
        {
            Question = request.Question!.Number,
            Ground = ground,
            PlanHash = decision.PlanHash,
            Datasets = [.. decision.Exclude.Distinct(StringComparer.Ordinal)],
        };
        if (await reasons.SealAsync(request.Id, taken, decision.Reason, cancellation) is not { } reason)
            return new Change(null, new Problem(ProblemType.WrongState, "What is known of this person was destroyed."));
        return await ruling.RuleAsync(request, taken, call.Staff, decision.Reason, reason, cancellation);
    }

    private static Problem? Refuse(RightsRequest request, PlanDecision decision)
    {
        if (request is not { Status: RequestStatus.AwaitingReview, Question: { IsAboutPlan: true, Said: null } question })
            return new Problem(ProblemType.WrongState, "This request does not wait for a decision on its plan. Look at its status.");
        return decision.PlanHash == question.PlanHash && decision.PlanHash == request.PlanHash
            ? null
            : new Problem(ProblemType.PlanChanged, "Another plan waits for a decision than the one you looked at. Read the plan again.");
    }

    private static void CheckExcluded(Plan? plan, PlanDecision decision, FieldErrors errors)
    {
        if (decision.Exclude.Count == 0) return;
        var datasets = plan?.Units.Select(unit => unit.Dataset).ToHashSet(StringComparer.Ordinal) ?? [];
        for (var i = 0; i < decision.Exclude.Count; i++)
        {
            if (!datasets.Contains(decision.Exclude[i])) errors.Add($"{PlanDecision.ExcludeField}[{i}]", "There is no such dataset in this plan.");
        }

        if (datasets.Count > 0 && datasets.IsSubsetOf(decision.Exclude)) errors.Add(PlanDecision.ExcludeField, "Nothing would be left: deny the request instead.");
    }

    private Task<bool> SpreadAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation) =>
        request switch
        {
            { WorkToEnd: true } => work.EndAsync(orchestrations, request, cancellation),
            { Status: RequestStatus.AwaitingReview } => work.TellAsync(orchestrations, request, cancellation),
            _ => Task.FromResult(true),
        };
}
