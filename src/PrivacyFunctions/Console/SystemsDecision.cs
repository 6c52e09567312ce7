using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>What a decision on failed systems does to its request.</summary>
/// <param name="Retry">Whether they are asked again; otherwise they are left out.</param>
/// <param name="Datasets">The systems.</param>
/// <param name="Reason">Why.</param>
internal sealed record SystemsDecision(bool Retry, IReadOnlyList<string> Datasets, Personal Reason)
{
    private const string DatasetsField = "datasets";
    private const string ReasonField = "reason";

    public static readonly BodyShape Shape = new(
    [
        new(DatasetsField, FieldKind.Texts, "Systems that failed.") { Required = true, AtLeastOne = true, Longest = 200 },
        new(ReasonField, FieldKind.Text, "Why, in your words.") { Required = true, Longest = 2000 },
    ]);

    public override string ToString() => "***";

    /// <summary>The decision; null when the body's errors say why there is none.</summary>
    public static SystemsDecision? Read(BodyReader body, bool retry) => body.Errors.Any
        ? null
        : new SystemsDecision(retry, [.. body.Texts(DatasetsField).OfType<string>()], new Personal(body.Text(ReasonField)!));

    /// <summary>Why the request or one of the systems is not in a state for this, or null.</summary>
    public Problem? Refuse(RightsRequest request, IReadOnlyList<SystemProgress> systems)
    {
        if (!IsPossible(request)) return new Problem(ProblemType.WrongState, "No system of this request waits for a decision. Look at its status.");
        var (unknown, wrong) = (new FieldErrors(), new FieldErrors());
        for (var i = 0; i < Datasets.Count; i++)
        {
            var row = systems.FirstOrDefault(system => system.Dataset == Datasets[i]);
            if (row is null) unknown.Add($"{DatasetsField}[{i}]", "There is no such system in this request.");
            else if (!MayDecide(request, row)) wrong.Add($"{DatasetsField}[{i}]", "This system has not failed.");
        }

        return unknown.Any ? unknown.ToProblem(ProblemType.RuleRefused) : wrong.Any ? wrong.ToProblem(ProblemType.WrongState) : null;
    }

    /// <summary>The request with the decision in it: as an answer where staff are asked, else for when they will be.</summary>
    public RightsRequest Apply(RightsRequest request, DateTimeOffset now)
    {
        var verdicts = Datasets.Distinct(StringComparer.Ordinal).Select(dataset => new SystemVerdict(dataset, Retry)).ToList();
        if (request is { Status: RequestStatus.AwaitingReview, Question: { IsAboutPlan: false } question })
            return request with { Question = question with { Said = new StaffWord(now) { Systems = Add(question.Said?.Systems, verdicts) } } };
        return request with { Verdicts = [.. request.Verdicts.Where(other => !Datasets.Contains(other.Dataset)), .. verdicts] };
    }

    // Of two decisions on one system before the first was taken, the later counts.
    private SystemsDecided Add(SystemsDecided? before, List<SystemVerdict> verdicts)
    {
        var sum = SystemVerdict.Sum(verdicts);
        return before is null
            ? sum
            : new SystemsDecided([.. before.Retry.Except(Datasets), .. sum.Retry], [.. before.Skip.Except(Datasets), .. sum.Skip]);
    }

    private bool IsPossible(RightsRequest request) => request.Status switch
    {
        RequestStatus.InProgress => true,
        RequestStatus.AwaitingReview => request.Question is { IsAboutPlan: false },
        RequestStatus.PartiallyCompleted => Retry,
        _ => false,
    };

    private static bool MayDecide(RightsRequest request, SystemProgress row) =>
        row.State == SystemState.Failed || (request.Status == RequestStatus.PartiallyCompleted && row.State == SystemState.Skipped);
}
