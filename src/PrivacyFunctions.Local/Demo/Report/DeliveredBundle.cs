using PrivacyFunctions.Bundling;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>The bundle that was fetched, examined as anybody can examine it: from the two files alone.</summary>
internal sealed record DeliveredBundle(BundleReport Report, BundleContent Content)
{
    public static async Task<DeliveredBundle> ExamineAsync(DemoOutput output, CancellationToken cancellation)
    {
        var content = await BundleContent.ReadAsync(output.Bundle, cancellation);
        var report = new BundleReport
        {
            Path = output.Bundle,
            Bytes = content.Bytes,
            Entries = content.Entries.Count,
            Sha256 = content.Sha256,
            KeyId = content.KeyId,
            KeysPath = output.Keys,
            Complete = content.Complete,
            Verified = await VerifyAsync(output, cancellation),
            IndexPath = await UnpackedBundle.WriteAsync(output.Bundle, output.Unpacked, cancellation),
        };
        return new DeliveredBundle(report, content);
    }

    private static async Task<bool> VerifyAsync(DemoOutput output, CancellationToken cancellation)
    {
        if (!SigningKeySet.TryParse(await File.ReadAllBytesAsync(output.Keys, cancellation), out var keys)) return false;
        await using var bundle = File.OpenRead(output.Bundle);
        return await BundleVerifier.VerifyAsync(bundle, keys, cancellation) is BundleVerdict.Valid;
    }
}
