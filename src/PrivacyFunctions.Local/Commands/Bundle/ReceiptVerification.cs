using System.Globalization;
using System.Text.Json;
using PrivacyFunctions.Deletion;

namespace PrivacyFunctions.Local.Commands.Bundle;

/// <summary>The receipt of a deletion, where a file is one.</summary>
internal static class ReceiptVerification
{
    /// <summary>Verifies the file; null, with the file at its beginning, when it is no receipt.</summary>
    public static async Task<int?> RunAsync(Terminal terminal, string name, Stream file, TrustedKeys trusted, bool json, CancellationToken cancellation)
    {
        var head = new byte[1];
        var read = await file.ReadAsync(head, cancellation);
        file.Position = 0;
        if (!ReceiptVerifier.Recognises(head.AsSpan(0, read)) || file.Length > ReceiptVerifier.Largest) return null;
        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellation);
        var verdict = ReceiptVerifier.Verify(content, trusted.Keys);
        if (json) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(BundleVerifyReport.Of(verdict, trusted), BundleVerifyJson.Default.BundleVerifyReport));
        else Write(terminal, name, verdict, trusted);
        return verdict is ReceiptVerdict.Valid ? ExitCode.Done : ExitCode.No;
    }

    private static void Write(Terminal terminal, string name, ReceiptVerdict verdict, TrustedKeys trusted)
    {
        terminal.Out.WriteLine(OneLine.Of($"Trusting {trusted.Source}."));
        if (verdict is ReceiptVerdict.Valid valid)
        {
            terminal.Out.WriteLine(OneLine.Of(Describe(name, valid)));
            return;
        }

        var invalid = (ReceiptVerdict.Invalid)verdict;
        terminal.Out.WriteLine(OneLine.Of(invalid.Message));
        if (trusted.Other is { } other && invalid.Code == ReceiptVerdict.UnknownKey) terminal.Error.WriteLine(OneLine.Of($"To trust the keys beside the receipt instead, add --keys {other}"));
        terminal.Error.WriteLine(OneLine.Of($"{name} is not valid: {invalid.Message.TrimEnd('.')}; do not rely on it, and ask for it again."));
    }

    private static string Describe(string name, ReceiptVerdict.Valid valid)
    {
        var receipt = valid.Receipt;
        var gaps = receipt.Complete ? "complete" : $"not complete: {string.Join(", ", receipt.Gaps.Select(gap => $"{gap.Dataset} ({gap.Code})"))}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} is valid: every byte is as key {valid.Key.KeyId} signed it on {receipt.CreatedAt:yyyy-MM-dd HH:mm} UTC; the receipt of deletion {receipt.RequestId}, version {receipt.Version}, {receipt.Collections.Sum(collection => collection.Affected):N0} rows deleted or masked, {gaps}.");
    }
}
