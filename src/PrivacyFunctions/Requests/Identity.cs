namespace PrivacyFunctions.Requests;

/// <summary>Identity names that mean something to the product itself; all others come from the data map.</summary>
public static class Identity
{
    /// <summary>An e-mail address: codes are mailed to it.</summary>
    public const string Email = "email";

    /// <summary>Shared by many and changing: it never starts a search.</summary>
    public const string IpAddress = "ip_address";
}
