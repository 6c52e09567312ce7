using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>How the requester is being verified.</summary>
/// <param name="Method"><c>email</c>: a code was mailed; <c>staff</c>: staff check who it is.</param>
/// <param name="SentTo">The address, masked.</param>
/// <param name="ExpiresAt">Until when the code is good.</param>
public sealed record VerificationView(string Method, string? SentTo, DateTimeOffset? ExpiresAt)
{
    public static VerificationView ByMail(Personal address, CodeChallenge code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new(VerificationMethod.Email, Mask(address), code.ExpiresAt);
    }

    public static VerificationView ByStaff { get; } = new(VerificationMethod.Staff, null, null);

    /// <summary>First letter and domain: enough to recognise, too little to learn.</summary>
    public static string Mask(Personal address)
    {
        var at = address.Value.LastIndexOf('@');
        return at > 0 ? $"{char.ConvertFromUtf32(char.ConvertToUtf32(address.Value, 0))}***{address.Value[at..]}" : "***";
    }
}
