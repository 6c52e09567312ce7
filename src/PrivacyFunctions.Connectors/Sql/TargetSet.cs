using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>A key set whose fields were found in the live catalogue.</summary>
/// <param name="Keys">The keys that flow in.</param>
/// <param name="Targets">Where each value of a key is compared.</param>
internal sealed record TargetSet(IAsyncEnumerable<KeyTuple> Keys, IReadOnlyList<KeyTarget> Targets)
{
    /// <summary>Whether a key that names no row is an error, instead of being dropped.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether each key names at most one row, by a primary or unique key.</summary>
    public bool NamesRowsOf(CatalogueTable table) =>
        !Verified && !Targets.Any(target => target.InArray) && table.IsUnique([.. Targets.Select(target => target.Column.Name)]);

    /// <summary>Whether rows found through this set are only candidates. Of two arrays only <see cref="Connecting.KeyPaths"/> tells what belongs together.</summary>
    public bool Verified => Targets.Any(target => target.Verified) || Targets.Count(target => target.InArray) > 1;
}
