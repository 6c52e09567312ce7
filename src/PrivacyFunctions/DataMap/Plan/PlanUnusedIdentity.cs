namespace PrivacyFunctions.DataMap;

/// <summary>A given identity that starts nothing.</summary>
/// <param name="Identity">Its name.</param>
/// <param name="Why">One of the constants.</param>
public sealed record PlanUnusedIdentity(string Identity, string Why)
{
    /// <summary>No field of the map holds such an identity.</summary>
    public const string Unknown = "unknown";

    /// <summary>An IP address: many people share one.</summary>
    public const string NeverStarts = "never-starts";

    /// <summary>No field vouches for it.</summary>
    public const string NotVouched = "not-vouched";

    /// <summary>No vouching field is found through a proved identity.</summary>
    public const string VoucherUnreachable = "voucher-unreachable";
}
