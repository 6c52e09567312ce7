using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Deletion;

/// <summary>Whether a file is a receipt as its organisation signed it.</summary>
public abstract record ReceiptVerdict
{
    private ReceiptVerdict()
    {
    }

    /// <summary>Every byte is as that key signed it.</summary>
    public sealed record Valid(ReceiptDocument Receipt, PublicSigningKey Key) : ReceiptVerdict;

    /// <summary>It is not.</summary>
    /// <param name="Code"><c>unreadable</c>, <c>unknown-key</c> or <c>bad-signature</c>.</param>
    /// <param name="Message">One sentence for people.</param>
    public sealed record Invalid(string Code, string Message) : ReceiptVerdict;
}
