using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

/// <summary>Data maps out of YAML, for tests.</summary>
internal static class Maps
{
    public static IReadOnlyDictionary<string, Catalogue> NoCatalogues { get; } = new Dictionary<string, Catalogue>();

    public static MapReading Reading(string yaml) => MapReader.Read([new MapFile("map.yml", Encoding.UTF8.GetBytes(yaml))]);

    public static PrivacyMap Read(string yaml)
    {
        var reading = Reading(yaml);
        Assert.True(reading.Map is not null, string.Join('\n', reading.Problems));
        return reading.Map;
    }

    public static Plan Plan(this PrivacyMap map, params string[] proved) => map.Plan(NoCatalogues, "access", proved);

    public static Plan Plan(this PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, string right, params string[] proved) =>
        PlanBuilder.Build(map, catalogues, new PlanQuestion { Right = right, ProvedIdentities = proved });

    public static PlanStep Step(this Plan plan, string address) => plan.Steps().Single(step => step.Address().ToString() == address);

    public static IReadOnlyList<string> Searched(this Plan plan) => [.. plan.Steps().Select(step => step.Address().ToString())];

    /// <summary>The hash that the plan would have as it is.</summary>
    public static string Hashed(this Plan plan) => PlanHashing.Of(plan);

    public static string? Omitted(this Plan plan, string address) =>
        plan.NotSearched.SingleOrDefault(omission => $"{omission.Dataset}.{omission.Collection}" == address)?.Why;

    public static IReadOnlyDictionary<string, Catalogue> Live(string dataset, params CatalogueTable[] tables) =>
        new Dictionary<string, Catalogue> { [dataset] = new Catalogue(tables) };
}
