using System.Text;

namespace PrivacyFunctions.Audit;

/// <summary>A text with signatures under it (C2SP signed-note).</summary>
/// <param name="Text">What is signed; ends with a newline.</param>
/// <param name="Signatures">Who signed it.</param>
internal sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string LineStart = "\u2014 ";
    private const string BlankLine = "\n\n";
    private const int MostSignatures = 64;

    /// <summary>Reads a note; null when it is none.</summary>
    public static SignedNote? Parse(string note)
    {
        var end = note.LastIndexOf(BlankLine, StringComparison.Ordinal);
        if (end <= 0 || !note.EndsWith('\n') || note.Any(letter => letter < ' ' && letter != '\n')) return null;
        var signatures = note[(end + BlankLine.Length)..].TrimEnd('\n').Split('\n').Select(ReadLine).ToList();
        return signatures.Count <= MostSignatures && signatures.All(signature => signature is not null)
            ? new SignedNote(note[..(end + 1)], signatures!)
            : null;
    }

    /// <summary>True when this key signed the text, and no signature under its name is wrong.</summary>
    public bool IsSignedBy(NoteKey key)
    {
        var own = Signatures.Where(signature => signature.Name == key.Name && signature.KeyId.AsSpan().SequenceEqual(key.Id)).ToList();
        var content = Encoding.UTF8.GetBytes(Text);
        return own.Count > 0 && own.All(signature => key.Verify(content, signature.Value));
    }

    public override string ToString() => Text + "\n" + string.Concat(Signatures.Select(
        signature => $"{LineStart}{signature.Name} {Convert.ToBase64String([.. signature.KeyId, .. signature.Value])}\n"));

    private static NoteSignature? ReadLine(string line) =>
        line.StartsWith(LineStart, StringComparison.Ordinal)
        && line[LineStart.Length..].Split(' ') is [{ Length: > 0 } name, var encoded]
        && Base64.Read(encoded) is { Length: > NoteSignature.KeyIdBytes } bytes
            ? new NoteSignature(name, bytes[..NoteSignature.KeyIdBytes], bytes[NoteSignature.KeyIdBytes..])
            : null;
}

/// <summary>One signature under a note.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="KeyId">Four bytes that tell keys of one name apart.</param>
/// <param name="Value">The signature.</param>
internal sealed record NoteSignature(string Name, byte[] KeyId, byte[] Value)
{
    public const int KeyIdBytes = 4;
}
