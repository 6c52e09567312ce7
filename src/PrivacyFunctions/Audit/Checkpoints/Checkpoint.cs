using System.Globalization;
using System.Text;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>How large the log was, and the hash of its tree then (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">Names the log.</param>
/// <param name="Size">Number of entries.</param>
/// <param name="Root">Hash of the tree over them.</param>
internal sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>Reads a signed checkpoint of the log that the key belongs to; null when it is none, or not signed by the key.</summary>
    public static Checkpoint? Read(string note, NoteKey key) =>
        SignedNote.Parse(note) is { } signed && signed.IsSignedBy(key) && Parse(signed.Text) is { } checkpoint && checkpoint.Origin == key.Name
            ? checkpoint
            : null;

    /// <summary>The checkpoint as a note, signed.</summary>
    public async Task<string> SignAsync(IAuditKey key, CancellationToken cancellation)
    {
        var text = ToString();
        var signature = await key.SignAsync(Encoding.UTF8.GetBytes(text), cancellation);
        return new SignedNote(text, [new NoteSignature(key.Name, new NoteKey(key.Name, key.PublicKey.Span).Id, signature)]).ToString();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    private static Checkpoint? Parse(string text) =>
        text.Split('\n') is [{ Length: > 0 } origin, var count, var encoded, ..] lines
        && lines[^1].Length == 0
        && lines[..^1].All(line => line.Length > 0)
        && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size.ToString(CultureInfo.InvariantCulture) == count
        && Base64.Read(encoded) is { Length: TreeHash.Size } root
            ? new Checkpoint(origin, size, root)
            : null;
}
