namespace PrivacyFunctions.DataMap;

/// <summary>The question that a check asks: everything about a person of whom every identity is proved.</summary>
internal static class EveryIdentity
{
    public static PlanQuestion Of(MapGraph graph) => new()
    {
        Right = PlanQuestion.Deletion,
        ProvedIdentities = [.. graph.Nodes.SelectMany(node => node.Fields).Select(field => field.Field.Identity?.Value).OfType<string>().Where(identity => identity != SearchStarts.IpAddress).Distinct()],
    };
}
