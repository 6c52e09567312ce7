namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>Which rows of a collection a search found, by their number: a person's own, and those that may belong to several people.</summary>
internal sealed record Found(IReadOnlySet<int> Own, IReadOnlySet<int> Shared)
{
    public override string ToString() => $"own [{string.Join(',', Own.Order())}] shared [{string.Join(',', Shared.Order())}]";
}
