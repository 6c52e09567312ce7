using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyFunctions.Local.Audit;

/// <summary>Checkpoints in a file, one after another, each followed by an empty line.</summary>
internal static class CheckpointFile
{
    private const int Longest = 16 * 1024;

    private static ReadOnlySpan<byte> EmptyLine => "\n\n"u8;

    private static ReadOnlySpan<byte> SignatureLine => "\u2014 "u8;

    /// <summary>A checkpoint as it is added.</summary>
    public static byte[] Write(string checkpoint) => Encoding.UTF8.GetBytes(checkpoint + "\n");

    /// <summary>Every checkpoint in the first bytes of a file; what is left at their end, if anything, comes as it is.</summary>
    public static IEnumerable<string> Read(Stream file, long length)
    {
        var note = new List<byte>(512);
        for (var at = 0L; at < length && file.ReadByte() is >= 0 and var next; at++)
        {
            note.Add((byte)next);
            if (next == '\n' && (IsWhole(note) || note.Count > Longest)) yield return Take(note);
        }

        if (note.Count > 0) yield return Take(note);
    }

    /// <summary>Where the last whole checkpoint begins and ends in the last bytes of a file; null when there is none.</summary>
    public static (int Begin, int End)? FindLast(ReadOnlySpan<byte> tail)
    {
        if (FindEnd(tail) is not { } end) return null;
        var begin = FindEnd(tail[..(end - EmptyLine.Length)]) ?? 0;
        return (begin, end);
    }

    private static int? FindEnd(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.LastIndexOf(EmptyLine); at >= 0; at = bytes[..at].LastIndexOf(EmptyLine))
        {
            if (EndsInSignature(bytes[..at])) return at + EmptyLine.Length;
        }

        return null;
    }

    private static bool IsWhole(List<byte> note)
    {
        var bytes = CollectionsMarshal.AsSpan(note);
        return bytes.EndsWith(EmptyLine) && EndsInSignature(bytes[..^EmptyLine.Length]);
    }

    private static bool EndsInSignature(ReadOnlySpan<byte> bytes) => bytes[(bytes.LastIndexOf((byte)'\n') + 1)..].StartsWith(SignatureLine);

    // Without the empty line that follows it.
    private static string Take(List<byte> note)
    {
        var text = Encoding.UTF8.GetString([.. note]);
        note.Clear();
        return text.EndsWith("\n\n", StringComparison.Ordinal) ? text[..^1] : text;
    }
}
