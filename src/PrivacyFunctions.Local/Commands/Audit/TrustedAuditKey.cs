using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Local.Commands.Audit;

/// <summary>The key by which an audit log is judged.</summary>
/// <param name="Key">The key.</param>
/// <param name="Source">For people: whose it is.</param>
/// <param name="Advice">What to do to be surer; null when nothing.</param>
internal sealed record TrustedAuditKey(NoteKey Key, string Source, string? Advice)
{
    /// <summary>The key that was named, as text or as a file, else the one in the folder.</summary>
    public static async Task<TrustedAuditKey> FindAsync(string? named, DataDirectory data, CancellationToken cancellation)
    {
        if (named is not null)
        {
            var text = File.Exists(named) ? await File.ReadAllTextAsync(named, cancellation) : named;
            return NoteKey.Parse(text.Trim()) is { } given
                ? new TrustedAuditKey(given, "the key that you gave", null)
                : throw new CommandFailure("'--key' takes the log's public key, such as privacy-functions/audit/3f…+1c…+AW…, or a file with it.");
        }

        var file = Path.Combine(data.Audit, CheckpointFolder.KeyFile);
        if (!File.Exists(file)) throw new CommandFailure($"There is no key to trust in {data.Audit}: give the log's public key with --key.");
        return NoteKey.Parse((await File.ReadAllTextAsync(file, cancellation)).Trim()) is { } found
            ? new TrustedAuditKey(found, file, "Whoever can change that folder can change its key: keep the key elsewhere, and give it with --key.")
            : throw new CommandFailure($"{file} holds no key: give the log's public key with --key.");
    }
}
