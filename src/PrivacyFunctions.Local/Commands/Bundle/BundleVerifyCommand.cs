using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using PrivacyFunctions.Bundling;

namespace PrivacyFunctions.Local.Commands.Bundle;

/// <summary><c>privacy bundle verify</c>: whether a bundle is what its organisation made, byte for byte.</summary>
internal static class BundleVerifyCommand
{
    public static Verb Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The bundle, or the receipt of a deletion." };
        file.Validators.Add(RefuseOptions);
        var keys = new Option<string?>("--keys") { HelpName = "FILE|URL", Description = "Keys to trust: a saved answer of /api/keys, or its address." };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = $"Trust the keys of the server that keeps its state here. [default: {CommonOptions.DefaultData}, when there is one]" };
        var json = CommonOptions.Json();
        var verb = new Verb(
            "verify",
            "Checks every digest and the signature of a bundle, and names the entry that is wrong; of a deletion's receipt.json, the signature. Trusts the keys of --keys, else of --data, else keys.json beside the bundle, and says which.")
        {
            Examples =
            [
                "privacy bundle verify demo-output/access-bundle.zip",
                "privacy bundle verify receipt.json --keys keys.json",
                "privacy bundle verify bundle.zip --keys https://privacy.example.com/api/keys",
                "privacy bundle verify bundle.zip --data /var/lib/privacy --json",
            ],
        };
        verb.Arguments.Add(file);
        verb.Options.Add(keys);
        verb.Options.Add(data);
        verb.Options.Add(json);
        verb.SetAction((parsed, cancellation) => RunAsync(
            terminal, parsed.GetRequiredValue(file), new KeyChoice(parsed.GetValue(keys), parsed.GetValue(data)), parsed.GetValue(json), cancellation));
        return verb;
    }

    // A misspelt option must not be looked for among the files.
    private static void RefuseOptions(ArgumentResult file)
    {
        if (file.Tokens is [{ Value: ['-', ..] option }]) file.AddError($"There is no option '{option}'; a file of that name is given as './{option}'.");
    }

    private static async Task<int> RunAsync(Terminal terminal, string file, KeyChoice choice, bool json, CancellationToken cancellation)
    {
        if (!File.Exists(file)) throw new CommandFailure($"There is no file {file}; give the path of a bundle.");
        var trusted = await TrustedKeys.FindAsync(choice, file, cancellation);
        await using var bundle = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous);
        if (await ReceiptVerification.RunAsync(terminal, file, bundle, trusted, json, cancellation) is { } code) return code;
        var verdict = await terminal.WorkAsync("Computing digests", !json, () => BundleVerifier.VerifyAsync(bundle, trusted.Keys, cancellation));
        if (json) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(BundleVerifyReport.Of(verdict, trusted), BundleVerifyJson.Default.BundleVerifyReport));
        else Write(terminal, file, verdict, trusted);
        return verdict is BundleVerdict.Valid ? ExitCode.Done : ExitCode.No;
    }

    private static void Write(Terminal terminal, string file, BundleVerdict verdict, TrustedKeys trusted)
    {
        terminal.Out.WriteLine(OneLine.Of($"Trusting {trusted.Source}."));
        if (verdict is BundleVerdict.Valid valid)
        {
            terminal.Out.WriteLine(OneLine.Of(Describe(file, valid)));
            return;
        }

        var flaws = ((BundleVerdict.Invalid)verdict).Flaws;
        foreach (var flaw in flaws) terminal.Out.WriteLine(OneLine.Of(flaw.Message));
        if (trusted.Other is { } other && flaws.Any(flaw => flaw.Kind == BundleFlawKind.UnknownKey))
            terminal.Error.WriteLine(OneLine.Of($"To trust the keys beside the bundle instead, add --keys {other}"));
        terminal.Error.WriteLine(OneLine.Of($"{file} is not valid: {flaws[0].Message.TrimEnd('.')}; do not rely on it, and ask for it again."));
    }

    private static string Describe(string file, BundleVerdict.Valid valid)
    {
        var manifest = valid.Manifest;
        var gaps = manifest.Complete ? "complete" : $"not complete: {string.Join(", ", manifest.Gaps.Select(gap => $"{gap.Dataset} ({gap.Code})"))}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{file} is valid: all {manifest.Entries.Count:N0} entries are as key {valid.Key.KeyId} signed them on {manifest.CreatedAt:yyyy-MM-dd HH:mm} UTC; the answer to request {manifest.RequestId}, version {manifest.Version}, {gaps}.");
    }
}
