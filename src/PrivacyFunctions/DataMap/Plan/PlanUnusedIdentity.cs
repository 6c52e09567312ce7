namespace PrivacyFunctions.DataMap;

/// <summary>A given identity that starts nothing.</summary>
/// <param name="Identity">Its name.</param>
/// <param name="Why"><c>unknown</c> (no field declares it), <c>never-starts</c> (an IP address), <c>not-vouched</c> (no field vouches for it) or
/// <c>voucher-unreachable</c> (no vouching field is found through a proved identity).</param>
public sealed record PlanUnusedIdentity(string Identity, string Why);
