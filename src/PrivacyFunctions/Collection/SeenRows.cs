using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Collection;

/// <summary>Remembers rows by a digest of their primary key; rows without one always count as new.</summary>
internal sealed class SeenRows
{
    private readonly HashSet<UInt128> _digests = [];

    /// <summary>Whether the row was not seen before.</summary>
    public bool IsNew(KeyTuple? primaryKey) => primaryKey is not { } key || _digests.Add(KeyDigest.Of(key));
}
