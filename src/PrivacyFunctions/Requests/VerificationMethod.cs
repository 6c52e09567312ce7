namespace PrivacyFunctions.Requests;

/// <summary>How a requester is verified.</summary>
public static class VerificationMethod
{
    /// <summary>By a code mailed to the address that is to be proved.</summary>
    public const string Email = "email";

    /// <summary>By a member of staff.</summary>
    public const string Staff = "staff";
}
