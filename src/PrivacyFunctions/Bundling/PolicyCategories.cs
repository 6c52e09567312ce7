using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Bundling;

/// <summary>The headings of the organisation's privacy policy and the data categories that fall under each; data, not code.</summary>
public sealed class PolicyCategories
{
    /// <summary>The heading of what no other heading claims.</summary>
    public const string Other = "Other information";

    private readonly IReadOnlyList<PolicyHeading> _headings;

    /// <summary>Headings in the order in which the page shows them.</summary>
    public PolicyCategories(IReadOnlyList<PolicyHeading> headings) => _headings = headings;

    /// <summary>The headings that ship with the product: the policy of OpenTech Support.</summary>
    public static PolicyCategories Default { get; } = Load();

    /// <summary>All headings in order, the last for everything else.</summary>
    public IReadOnlyList<string> Titles => [.. _headings.Select(heading => heading.Title), Other];

    /// <summary>
    /// The heading of a collection: its own categories decide, else the majority of its fields; the longest prefix claims a category, and the
    /// more telling category counts first: a contact address beside a ticket does not make it contact data.
    /// </summary>
    internal string TitleOf(BundleCollection collection)
    {
        if (collection.PolicyCategory is { } chosen) return chosen;
        var own = collection.Categories.Select(HeadingOf).OfType<PolicyHeading>().FirstOrDefault();
        if (own is not null) return own.Title;
        var votes = collection.Fields.SelectMany(field => field.Categories).Select(HeadingOf).OfType<PolicyHeading>().CountBy(heading => heading);
        return votes.OrderByDescending(vote => vote.Value * vote.Key.Weight).Select(vote => vote.Key.Title).FirstOrDefault() ?? Other;
    }

    private PolicyHeading? HeadingOf(string category) => _headings
        .SelectMany(heading => heading.Categories.Select(prefix => (Heading: heading, Prefix: prefix)))
        .Where(claim => Category.IsUnder(category, claim.Prefix))
        .OrderByDescending(claim => claim.Prefix.Length)
        .Select(claim => claim.Heading)
        .FirstOrDefault();

    /// <summary>The headings in a file; null when it cannot be read or understood.</summary>
    public static PolicyCategories? TryLoad(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var headings = JsonSerializer.Deserialize(file, PolicyJson.Default.IReadOnlyListPolicyHeading);
            return headings is { Count: > 0 } && headings.All(heading => heading is { Title.Length: > 0, Categories.Count: > 0, Weight: > 0 }) ? new(headings) : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static PolicyCategories Load()
    {
        using var file = typeof(PolicyCategories).Assembly.GetManifestResourceStream("PrivacyFunctions.Bundling.policy-categories.json")!;
        return new PolicyCategories(JsonSerializer.Deserialize(file, PolicyJson.Default.IReadOnlyListPolicyHeading)!);
    }
}

/// <summary>A heading of the policy.</summary>
/// <param name="Title">As the policy has it.</param>
/// <param name="Categories">Prefixes of data categories that fall under it.</param>
/// <param name="Weight">How much a field of it tells about its collection.</param>
public sealed record PolicyHeading(string Title, IReadOnlyList<string> Categories, int Weight = 1);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<PolicyHeading>))]
internal sealed partial class PolicyJson : JsonSerializerContext;
