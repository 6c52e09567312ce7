using System.Text.Json;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>The receipt that was fetched, examined as anybody can examine it: from the two files alone.</summary>
internal sealed record DeliveredReceipt(ReceiptReport Report, ReceiptContent Content)
{
    public static async Task<DeliveredReceipt> ExamineAsync(DemoOutput output, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(output.Receipt, cancellation);
        var content = JsonSerializer.Deserialize(bytes, ReceiptContentJson.Default.ReceiptContent)!;
        var verified = SigningKeySet.TryParse(await File.ReadAllBytesAsync(output.Keys, cancellation), out var keys) && ReceiptVerifier.Verify(bytes, keys) is ReceiptVerdict.Valid;
        return new DeliveredReceipt(
            new ReceiptReport { Path = output.Receipt, KeyId = content.KeyId, KeysPath = output.Keys, Complete = content.Complete, Verified = verified }, content);
    }
}
