using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Deletion;

/// <summary>Whether a file is a receipt as its organisation signed it.</summary>
public abstract record ReceiptVerdict
{
    /// <summary>The file is no receipt, or cut.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The key is not among the trusted ones.</summary>
    public const string UnknownKey = "unknown-key";

    /// <summary>The signature does not fit the bytes.</summary>
    public const string BadSignature = "bad-signature";

    private ReceiptVerdict()
    {
    }

    /// <summary>Every byte is as that key signed it.</summary>
    public sealed record Valid(ReceiptDocument Receipt, PublicSigningKey Key) : ReceiptVerdict;

    /// <summary>It is not.</summary>
    /// <param name="Code">One of the constants.</param>
    /// <param name="Message">One sentence for people.</param>
    public sealed record Invalid(string Code, string Message) : ReceiptVerdict;
}
