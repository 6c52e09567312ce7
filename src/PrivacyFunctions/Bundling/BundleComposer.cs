using PrivacyFunctions.DataMap;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>Decides what a bundle says: its systems, collections, gaps, withheld items and the answers to Art. 15. Pure.</summary>
public static class BundleComposer
{
    /// <summary>The contents of a request's next bundle.</summary>
    public static BundleContents Compose(BundleSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var (request, plan) = (sources.Request, sources.Plan);
        return new BundleContents
        {
            Request = Facts(sources),
            Systems = [.. Datasets(plan).Select(dataset => SystemOf(sources, dataset))],
            Collections = [.. plan.Steps().Where(step => step.Disclosure.Kind == DisclosureKind.Export && !IsLeftOut(sources, step.Dataset)).Select(step => CollectionOf(sources.Map, step))],
            Withheld = [.. plan.Steps().SelectMany(step => WithheldOf(sources, step))],
            Gaps = [.. plan.Steps().SelectMany(step => GapsOf(sources, step)), .. NotSearched(plan)],
            Processing = ProcessingRecords.Of(sources.Map),
            Remedies = [.. StatuteBook.Candidates(request.Law).SelectMany(Remedies)],
            UnusedIdentities = Unused(sources),
        };
    }

    private static IEnumerable<BundleRemedy> Remedies(Statute statute) =>
        statute.FurtherRights.Concat(statute.Remedies).Select(text => new BundleRemedy(statute.Name, text));

    private static BundleRequest Facts(BundleSources sources) => new()
    {
        Id = sources.Request.Id,
        Right = sources.Request.Right,
        Round = sources.Request.Round,
        Version = sources.Request.Bundles.Count + 1,
        CreatedAt = sources.Now,
        ReceivedAt = sources.Request.ReceivedAt,
        Law = WireName.Of(sources.Request.Law),
        PolicyVersion = sources.Request.PolicyVersion,
        Organisation = sources.Organisation.Name,
        Contact = sources.Organisation.Contact,
        Name = sources.Parties.Name,
        Identities = sources.Parties.Identities.Where(identity => sources.Request.ProvedIdentities.Contains(identity.Key)).ToDictionary(),
    };

    // Searched, because others need its keys, and not handed out: staff approved the rest.
    private static bool IsLeftOut(BundleSources sources, string dataset) =>
        sources.Request.Approval is { Kind: DecisionKind.PartiallyApprove } approval && approval.Datasets.Contains(dataset);

    private static IEnumerable<string> Datasets(Plan plan) => plan.Units.Select(unit => unit.Dataset).Distinct(StringComparer.Ordinal);

    private static BundleSystem SystemOf(BundleSources sources, string dataset)
    {
        var steps = sources.Plan.Steps().Where(step => step.Dataset == dataset).ToList();
        var shown = steps[0].Shown.Dataset;
        var mapped = sources.Map.FindDataset(dataset);
        var state = sources.Progress.FirstOrDefault(row => row.Dataset == dataset)?.State ?? SystemState.Failed;
        var whole = steps.TrueForAll(step => sources.Staged.ContainsKey(step.Id));
        var leftOut = IsLeftOut(sources, dataset);
        return new BundleSystem(
            shown,
            shown == dataset ? mapped?.Name ?? dataset : shown,
            (leftOut, whole, state) switch
            {
                (true, _, _) => SystemState.Done,
                (_, _, SystemState.Skipped) => SystemState.Skipped,
                (_, true, not SystemState.Failed) => SystemState.Done,
                _ => SystemState.Failed,
            },
            leftOut ? 0 : steps.Sum(step => sources.Staged.GetValueOrDefault(step.Id)?.Rows ?? 0),
            shown == dataset ? mapped?.Description : null);
    }

    private static BundleCollection CollectionOf(PrivacyMap map, PlanStep step)
    {
        var collection = map.Find(step.Address());
        return new BundleCollection
        {
            Staged = new StagedName(step.Dataset, step.Collection),
            Dataset = step.Shown.Dataset,
            Collection = step.Shown.Collection,
            Description = step.Shown.Collection == step.Collection ? collection?.Description : null,
            Fields = [.. step.Exported.Select(field => FieldOf(collection, step, field.Name))],
            Categories = [.. collection?.Categories.Select(category => category.Value) ?? []],
        };
    }

    private static BundleField FieldOf(DatasetCollection? collection, PlanStep step, string name)
    {
        var field = collection?.Fields.FirstOrDefault(field => field.Name == name);
        var shown = step.Shown.Field(name);
        return new BundleField(shown, shown == name ? field?.Description : null, [.. field is null ? [] : CategoriesOf(field)]);
    }

    private static IEnumerable<string> CategoriesOf(DatasetField field) =>
        field.Categories.Select(category => category.Value).Concat(field.Fields.SelectMany(CategoriesOf)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<WithheldItem> WithheldOf(BundleSources sources, PlanStep step)
    {
        var name = $"{step.Shown.Dataset}.{step.Shown.Collection}";
        var facts = sources.Staged.GetValueOrDefault(step.Id)?.Facts ?? new StagedFacts();
        if (IsLeftOut(sources, step.Dataset) && sources.Request.Approval?.Ground is { } ground)
        {
            var rows = (sources.Staged.GetValueOrDefault(step.Id)?.Rows ?? 0) + facts.WithheldRows;
            if (rows > 0) yield return new WithheldItem(name, rows, WireName.Of(ground), GroundWords.Of(ground));
            yield break;
        }

        if (facts.WithheldRows > 0)
        {
            yield return new WithheldItem(name, facts.WithheldRows, step.Disclosure.Ground ?? Grounds.Processor, step.Disclosure.Reason ?? "");
        }

        foreach (var withheld in step.WithheldFields.GroupBy(field => field.Ground, StringComparer.Ordinal))
        {
            var count = withheld.Sum(field => facts.WithheldValues.GetValueOrDefault(field.Field.ToString()));
            if (count > 0)
            {
                yield return new WithheldItem(name, count, withheld.Key, "Passwords and other means of signing in are never given out, to keep your account safe.");
            }
        }
    }

    private static IEnumerable<RequestGap> GapsOf(BundleSources sources, PlanStep step) =>
        IsLeftOut(sources, step.Dataset) ? [] : sources.Staged.GetValueOrDefault(step.Id)?.Facts.Gaps
            .Select(gap => new RequestGap(step.Shown.Dataset, step.Shown.Collection, gap.Code, gap.Count))
        ?? [];

    private static IEnumerable<RequestGap> NotSearched(Plan plan) =>
        plan.NotSearched.Where(omission => omission.Gap).Select(omission => new RequestGap(omission.Shown.Dataset, omission.Shown.Collection, omission.Why));

    private static IReadOnlyList<string> Unused(BundleSources sources)
    {
        var confirmed = sources.Staged.Values.SelectMany(step => step.Facts.ConfirmedIdentities).ToHashSet(StringComparer.Ordinal);
        return [.. sources.Plan.Unused.Select(unused => unused.Identity).Concat(sources.Plan.Vouched.Where(identity => !confirmed.Contains(identity))).Order(StringComparer.Ordinal)];
    }
}
