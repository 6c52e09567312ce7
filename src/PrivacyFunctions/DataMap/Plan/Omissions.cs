namespace PrivacyFunctions.DataMap;

/// <summary>Why a collection is not searched.</summary>
public static class Omissions
{
    /// <summary>The map says <c>skip_processing</c>.</summary>
    public const string Skipped = "skip-processing";

    /// <summary>The dataset has no connection.</summary>
    public const string NotConnected = "not-connected";

    /// <summary>The live system has no such table.</summary>
    public const string TableMissing = "table-missing";

    /// <summary>Only other identities than the given ones lead to it.</summary>
    public const string OtherIdentity = "other-identity";

    /// <summary>It is only reached through rows that may belong to several people.</summary>
    public const string BehindShared = "behind-shared-row";

    /// <summary>Nothing leads to it.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It holds nothing of the requested categories, and nothing else needs its keys.</summary>
    public const string NothingAsked = "nothing-asked";
}
