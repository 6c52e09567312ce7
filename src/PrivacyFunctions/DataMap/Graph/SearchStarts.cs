namespace PrivacyFunctions.DataMap;

/// <summary>Where a search can begin.</summary>
internal static class SearchStarts
{
    /// <summary>The identity that never starts a search: many people share an address, and anyone can claim one.</summary>
    public const string IpAddress = "ip_address";

    /// <summary>The fields that hold one of these identities.</summary>
    public static IEnumerable<(string Identity, MappedField Field)> Of(GraphNode node, IReadOnlyCollection<string> identities) =>
        node.Fields
            .Where(field => field.Field.Identity is { } identity && identity.Value != IpAddress && identities.Contains(identity.Value))
            .Select(field => (field.Field.Identity!.Value, field));
}
