using System.Globalization;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Local.Commands.Map;

/// <summary>A plan in words, unit by unit.</summary>
internal sealed class PlanText(TextWriter output)
{
    public void Write(Plan plan)
    {
        Print($"Plan for {plan.Right}, hash {plan.PlanHash}");
        var starts = plan.Proved.Except(plan.Unused.Select(unused => unused.Identity), StringComparer.Ordinal).ToList();
        Print($"{(starts.Count > 0 ? $"Search starts with {Names(starts)}" : "Nothing starts the search")}{(plan.Vouched.Count > 0 ? $"; {Names(plan.Vouched)} as soon as a vouching field confirms it" : "")}.");
        foreach (var unused in plan.Unused) Print($"Does not count: {unused.Identity} ({unused.Why})");
        var givers = plan.Steps().SelectMany(step => step.Outputs.Select(keys => (keys.Id, Step: step))).ToDictionary(keys => keys.Id, keys => keys.Step);
        foreach (var unit in plan.Units) Write(unit, givers);
        Section("The search stops at rows that several people may share:", plan.Stops.Select(stop => $"{stop.Into}, not on over {stop.Onward}"));
        Section("Not followed, because it leads back to what was searched before:", plan.Dropped);
        Section("Not searched:", plan.NotSearched.Select(omission => $"{omission.Dataset}.{omission.Collection}: {omission.Why}{(omission.Gap ? " (a gap of the answer)" : "")}"));
        Section("Missing in the live systems, a gap of every answer:", plan.Gaps.Select(gap => $"{gap.Dataset}.{gap.Collection}{(gap.Field is { } field ? $".{field}" : "")}: {gap.Code}"));
        Section("Refused, nothing is changed:", plan.Refusals.Select(refusal => $"{refusal.Dataset}.{refusal.Collection}: {refusal.Code}{(refusal.Table is { } table ? $" {table} over {refusal.Over}" : "")}"));
        Section("Changed in this order:", plan.DeletionOrder.Select(id => Title(plan.Steps().First(step => step.Id == id))));
    }

    private void Write(PlanUnit unit, Dictionary<string, PlanStep> givers)
    {
        output.WriteLine();
        Print($"{unit.Id}  {unit.Dataset}{(unit.Needs.Count > 0 ? $", after {Names(unit.Needs)}" : "")}");
        foreach (var step in unit.Steps) Write(step, givers);
    }

    private void Write(PlanStep step, Dictionary<string, PlanStep> givers)
    {
        Print($"  {step.Id}  {Title(step)}");
        foreach (var input in step.Inputs) Line("found by", FoundBy(input, givers));
        if (step.Statement is { } statement) Line("statement", statement);
        Line("answer", Answer(step));
        foreach (var vouch in step.Vouches) Line("vouches", $"for {vouch.Identity}, with {vouch.Field}");
        if (step.Deletion is { } deletion) foreach (var line in Decision(deletion)) Line("deletion", line);
        if (step.ChangeStatement is { } change) Line("statement", change);
        Line("at most", string.Create(CultureInfo.InvariantCulture, $"{step.RowCap:N0} rows"));
    }

    private static string FoundBy(PlanInput input, Dictionary<string, PlanStep> givers)
    {
        var from = input.Identity is { } identity
            ? $"identity {identity}{(input.NeedsVouching ? ", once vouched for" : "")}"
            : $"keys of {Title(givers[input.Keys!])}";
        var elements = input.MatchesElements() ? "; only matching elements of the array count" : "";
        return $"{string.Join(" and ", input.Fields)} from {from}{elements}{(input.Shared ? "; rows may be shared, and pass no keys on" : "")}";
    }

    private static string Answer(PlanStep step) => step.Disclosure switch
    {
        { Kind: DisclosureKind.Withheld } withheld => $"withheld, ground {withheld.Ground}: {withheld.Reason}",
        { Kind: DisclosureKind.WalkThrough } => "read for its keys alone",
        _ => Names(step.Exported.Select(field => field.Name)) + Withheld(step),
    };

    private static string Withheld(PlanStep step) =>
        step.WithheldFields.Count == 0 ? "" : $"; withheld: {Names(step.WithheldFields.Select(field => $"{field.Field} ({field.Ground})"))}";

    private static IEnumerable<string> Decision(DeletionDecision decision) => decision switch
    {
        DeletionDecision.Delete delete =>
        [
            $"rows are deleted ({delete.Rule})",
            .. delete.KeptReferrers.Select(referrer => referrer.Table).Distinct().Select(table => $"a row that a kept row of {table} refers to is masked instead, ground {Grounds.ReferencedByRetained}"),
            .. delete.AllowedTables.Select(table => $"may change {table} by foreign keys or triggers"),
        ],
        DeletionDecision.Retain retain => [$"rows are kept, ground {retain.Ground}: {retain.Reason} ({retain.Rule})"],
        DeletionDecision.Leave leave => [$"rows are left, ground {leave.Ground}: {leave.Reason}"],
        DeletionDecision.Mask mask =>
        [
            mask.Fields.Count == 0 ? "nothing personal to mask" : $"masked: {Names(mask.Fields.Select(field => $"{field.Field} ({field.Strategy.Name})"))}",
            .. mask.NotErased.Select(field => $"not erased: {field.Field} ({field.Why})"),
        ],
        _ => [decision.ToString()],
    };

    private void Line(string name, string text) => Print($"      {name,-10} {text.ReplaceLineEndings(" ")}");

    private void Print(string text) => output.WriteLine(OneLine.Of(text));

    private void Section(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        output.WriteLine();
        Print(title);
        foreach (var line in all) Print($"  {line}");
    }

    private static string Title(PlanStep step) => $"{step.Dataset}.{step.Collection}";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
