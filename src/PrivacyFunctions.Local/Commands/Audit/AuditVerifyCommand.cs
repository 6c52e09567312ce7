using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Local.Commands.Audit;

/// <summary><c>privacy audit verify</c>: whether the audit log is the one that was written, entry by entry.</summary>
internal static class AuditVerifyCommand
{
    public static Verb Create(Terminal terminal)
    {
        var data = CommonOptions.Data();
        var key = new Option<string?>("--key") { HelpName = "KEY|FILE", Description = "The log's public key that you kept, or a file with it. [default: the one in the data folder]" };
        var copy = new Option<string[]>("--copy") { HelpName = "DIR", Description = "A further place that checkpoints were copied to (Privacy__Audit__CopyTo); may be given more than once." };
        var json = CommonOptions.Json();
        var verb = new Verb(
            "verify",
            "Verifies the whole audit log, and names the first entry that does not fit. Works on the folder of a running server and on a copy of it; writes nothing.")
        {
            Examples =
            [
                "privacy audit verify --data ./.privacy",
                "privacy audit verify --data ./copied --key privacy-functions/audit/3f…+1c…+AW…",
                "privacy audit verify --data /var/lib/privacy --copy /mnt/witness/privacy --json",
            ],
        };
        verb.Options.Add(data);
        verb.Options.Add(key);
        verb.Options.Add(copy);
        verb.Options.Add(json);
        verb.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            DataDirectory.Of(parsed.GetRequiredValue(data), CommandSettings.Read()),
            parsed.GetValue(key),
            parsed.GetValue(copy) ?? [],
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, DataDirectory data, string? key, IReadOnlyList<string> copies, bool json, CancellationToken cancellation)
    {
        ServedData.Require(data);
        var trusted = await TrustedAuditKey.FindAsync(key, data, cancellation);
        var verdict = await terminal.WorkAsync(
            "Hashing entries", !json, () => Task.Run(() => Verify(data, copies, trusted.Key, cancellation), cancellation));
        if (json) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(AuditVerifyReport.Of(verdict, trusted), AuditVerifyJson.Default.AuditVerifyReport));
        else Write(terminal, data, trusted, verdict);
        return verdict.IsValid ? ExitCode.Done : ExitCode.No;
    }

    private static AuditVerdict Verify(DataDirectory data, IReadOnlyList<string> copies, NoteKey key, CancellationToken cancellation)
    {
        // The copies first: a running server writes its log before them.
        var histories = copies.Prepend(data.Audit).Select(CheckpointFolderHistory.Of).ToList();
        try
        {
            using var session = ReadOnlySession.Open(data.Database);
            using var hash = FindHash(session, data.Keys);
            return AuditVerifier.Verify(new StoredEvidence(session, histories, hash), key, cancellation);
        }
        catch (SqliteException broken)
        {
            throw ServedData.Unreadable(data.Database, broken);
        }
    }

    // An auditor's copy mostly comes without keys, and then nobody can tell who wrote what is not signed yet.
    private static LocalKeyedHash? FindHash(SqliteSession session, string folder)
    {
        using var kek = KeyEncryptionKey.Find(folder);
        try
        {
            return kek is null ? null : LocalKeyedHash.Find(session, kek);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    private static void Write(Terminal terminal, DataDirectory data, TrustedAuditKey trusted, AuditVerdict verdict)
    {
        terminal.Out.WriteLine(OneLine.Of($"Trusting {trusted.Source}: {trusted.Key}"));
        if (trusted.Advice is { } advice) terminal.Out.WriteLine(OneLine.Of(advice));
        if (verdict.IsValid)
        {
            terminal.Out.WriteLine(OneLine.Of(Describe(data, verdict)));
            return;
        }

        foreach (var flaw in verdict.Flaws) terminal.Out.WriteLine(OneLine.Of(flaw.Message));
        terminal.Error.WriteLine(OneLine.Of($"The audit log in {data.Root} is not valid: {verdict.Flaws[0].Message.TrimEnd('.')}; do not rely on it from there on."));
    }

    private static string Describe(DataDirectory data, AuditVerdict verdict)
    {
        var unsigned = verdict.Entries - verdict.Signed;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The audit log in {data.Root} is valid: all {verdict.Entries:N0} entries are as they were written, {(unsigned == 0 ? "every one of them signed." : $"{verdict.Signed:N0} of them signed; not yet signed: the newest {unsigned:N0}.")}");
    }
}
