namespace PrivacyFunctions.Requests;

/// <summary>Why staff should look at a request, in <see cref="RightsRequest.Attention"/>.</summary>
public static class AttentionCode
{
    /// <summary>Nobody verified it for ten days.</summary>
    public const string Unverified = "unverified";

    /// <summary>It is open past its deadline.</summary>
    public const string Overdue = "overdue";
}
