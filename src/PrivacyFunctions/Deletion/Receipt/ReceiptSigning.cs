using System.Text;
using System.Text.Json;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Deletion;

/// <summary>Puts the signature into a receipt, and takes it out.</summary>
public static class ReceiptSigning
{
    private static readonly byte[] Member = Encoding.ASCII.GetBytes(",\"signature\":\"");
    private static readonly byte[] End = Encoding.ASCII.GetBytes("\"}");

    /// <summary>The signed file. The document names the key that signs it; if keys are rotated in between, it is made again.</summary>
    public static async Task<(byte[] File, ReceiptDocument Document)> SignAsync(
        ISigningKeys signing, Func<string, ReceiptDocument> compose, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(signing);
        ArgumentNullException.ThrowIfNull(compose);
        while (true)
        {
            var document = compose((await signing.ListAsync(cancellation))[0].KeyId);
            var content = JsonSerializer.SerializeToUtf8Bytes(document, ReceiptJson.Default.ReceiptDocument);
            var signature = await signing.SignAsync(content, cancellation);
            if (signature.KeyId == document.KeyId)
            {
                var text = Encoding.ASCII.GetBytes(Convert.ToBase64String(signature.Value.Span));
                return ([.. content.AsSpan(0, content.Length - 1), .. Member, .. text, .. End], document);
            }
        }
    }

    /// <summary>The bytes that were signed and the signature; false when the file has no such form.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> file, out byte[] content, out byte[] signature)
    {
        (content, signature) = ([], []);
        var at = file.LastIndexOf(Member);
        if (at < 0 || !file.EndsWith(End) || file.Length < at + Member.Length + End.Length)
        {
            return false;
        }

        var text = file[(at + Member.Length)..^End.Length];
        var bytes = new byte[64];
        if (text.Length != 88 || !Convert.TryFromBase64Chars(Encoding.ASCII.GetString(text), bytes, out var length) || length != bytes.Length
            || Convert.ToBase64String(bytes) != Encoding.ASCII.GetString(text))
        {
            return false;
        }

        (content, signature) = ([.. file[..at], (byte)'}'], bytes);
        return true;
    }
}
