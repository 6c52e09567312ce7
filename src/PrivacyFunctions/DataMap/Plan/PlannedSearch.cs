namespace PrivacyFunctions.DataMap;

/// <summary>
/// The search for one question. Only proved identities start it. Where another given identity has vouching fields, what leads to those is
/// searched first, by proved identities alone; collections that hold the identity then wait for them.
/// </summary>
internal sealed class PlannedSearch
{
    private PlannedSearch(MapGraph graph, PlanQuestion question)
    {
        Graph = graph;
        Proved = [.. question.ProvedIdentities.Distinct().Order(StringComparer.Ordinal)];
        var starts = Starts(Proved);
        var byProof = SearchOrder.Build(graph, starts, new HashSet<CollectionAddress>());
        Vouchers = [.. Claimed(question).SelectMany(claimed => VouchersOf(claimed, byProof)).OrderBy(voucher => voucher.Identity, StringComparer.Ordinal).ThenBy(voucher => voucher.Field.Collection).ThenBy(voucher => voucher.Field.Path)];
        Vouched = [.. Vouchers.Select(voucher => voucher.Identity).Distinct()];
        Unused = [.. Claimed(question).Concat(Proved).Where(identity => !Vouched.Contains(identity)).Select(identity => WhyUnused(identity)).OfType<PlanUnusedIdentity>()];
        First = byProof.WithNeeded(Vouchers.Select(voucher => voucher.Field.Collection));
        Order = Vouched.Count == 0 ? byProof : SearchOrder.Build(graph, Starts(Vouched).Except(First).Concat(starts).ToHashSet(), First);
        Flows = Order.Used;
    }

    public MapGraph Graph { get; }

    public SearchOrder Order { get; }

    /// <summary>The flows that are followed.</summary>
    public IReadOnlyList<KeyFlow> Flows { get; }

    public IReadOnlyList<string> Proved { get; }

    public IReadOnlyList<string> Vouched { get; }

    public IReadOnlyList<Voucher> Vouchers { get; }

    public IReadOnlyList<PlanUnusedIdentity> Unused { get; }

    /// <summary>Collections that are searched by proved identities alone, because vouching fields are found through them.</summary>
    public HashSet<CollectionAddress> First { get; }

    public static PlannedSearch Of(MapGraph graph, PlanQuestion question) => new(graph, question);

    /// <summary>The identities that the collection is searched by.</summary>
    public IEnumerable<(string Identity, MappedField Field, bool NeedsVouching)> IdentitiesOf(GraphNode node)
    {
        var proved = SearchStarts.Of(node, Proved).Select(start => (start.Identity, start.Field, false));
        return First.Contains(node.Address) ? proved : proved.Concat(SearchStarts.Of(node, Vouched).Select(start => (start.Identity, start.Field, true)));
    }

    /// <summary>Which rows of the collection may belong to several people.</summary>
    public Sharing SharingOf(CollectionAddress address) =>
        Order.IsSharedOnly(address) ? Sharing.All : Flows.Any(flow => flow.To == address && flow.Shared) ? Sharing.Some : Sharing.None;

    /// <summary>Paths that end at a shared row.</summary>
    public IEnumerable<(KeyFlow Into, KeyFlow Onward)> Stops() =>
        Flows.Where(flow => flow.Shared).SelectMany(flow => Graph.From(flow.To).Select(onward => (flow, onward)));

    private IEnumerable<string> Claimed(PlanQuestion question) =>
        question.GivenIdentities.Distinct().Order(StringComparer.Ordinal).Where(identity => !Proved.Contains(identity));

    private HashSet<CollectionAddress> Starts(IReadOnlyCollection<string> identities) =>
        [.. Graph.Nodes.Where(node => SearchStarts.Of(node, identities).Any()).Select(node => node.Address)];

    private IEnumerable<Voucher> VouchersOf(string identity, SearchOrder byProof) =>
        identity == SearchStarts.IpAddress || !IsDeclared(identity)
            ? []
            : Graph.Map.Vouches
                .Where(vouch => vouch.Identity.Value == identity)
                .Select(vouch => (Graph.Names.Field(vouch.Field.Value) as FieldLookup.Found)?.Address)
                .OfType<FieldAddress>()
                .Where(field => Graph.Find(field.Collection)?.Find(field.Path) is not null)
                .Where(field => byProof.Contains(field.Collection) && !byProof.IsSharedOnly(field.Collection))
                .Distinct()
                .Select(field => new Voucher(identity, field));

    private PlanUnusedIdentity? WhyUnused(string identity) => identity switch
    {
        SearchStarts.IpAddress => new PlanUnusedIdentity(identity, PlanUnusedIdentity.NeverStarts),
        _ when !IsDeclared(identity) => new PlanUnusedIdentity(identity, PlanUnusedIdentity.Unknown),
        _ when Proved.Contains(identity) => null,
        _ when Graph.Map.Vouches.All(vouch => vouch.Identity.Value != identity) => new PlanUnusedIdentity(identity, PlanUnusedIdentity.NotVouched),
        _ => new PlanUnusedIdentity(identity, PlanUnusedIdentity.VoucherUnreachable),
    };

    private bool IsDeclared(string identity) => Graph.Nodes.Any(node => node.Fields.Any(field => field.Field.Identity?.Value == identity));
}
