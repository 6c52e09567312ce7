using System.Security.Cryptography;
using System.Text.Json;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Deletion;

/// <summary>Checks a receipt from its bytes alone.</summary>
public static class ReceiptVerifier
{
    /// <summary>Largest receipt that is looked at.</summary>
    public const int Largest = 64 * 1024 * 1024;

    /// <summary>Whether a file that begins like this could be a receipt: a JSON object, where a bundle is a ZIP.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) => head.Length > 0 && head[0] == (byte)'{';

    /// <summary>Verifies a receipt.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="trusted">Keys whose signature counts.</param>
    public static ReceiptVerdict Verify(ReadOnlySpan<byte> file, IReadOnlyList<PublicSigningKey> trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        if (!ReceiptSigning.TrySplit(file, out var content, out var signature) || Parse(content) is not { } receipt)
        {
            return new ReceiptVerdict.Invalid(ReceiptVerdict.Unreadable, "The file is no receipt, or its end is missing.");
        }

        if (trusted.FirstOrDefault(key => key.KeyId == receipt.KeyId) is not { } key)
        {
            return new ReceiptVerdict.Invalid(ReceiptVerdict.UnknownKey, "The receipt is signed with a key that is not among the trusted ones.");
        }

        return IsSigned(key, content, signature)
            ? new ReceiptVerdict.Valid(receipt, key)
            : new ReceiptVerdict.Invalid(ReceiptVerdict.BadSignature, "The receipt does not fit its signature: one of the two was changed.");
    }

    private static ReceiptDocument? Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, ReceiptJson.Default.ReceiptDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSigned(PublicSigningKey key, byte[] content, byte[] signature)
    {
        try
        {
            return key.Verify(content, signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
