using System.Buffers;
using System.Text;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>Finds canaries in bytes, and in what unpacks from them. All forms are looked for in one pass.</summary>
internal sealed class CanarySearch
{
    private const int Around = 60;
    private const int MostHits = 3;
    private const int Piece = 1 << 20;

    private readonly IReadOnlyList<string> _forms;
    private readonly SearchValues<string> _any;
    private readonly int _longest;

    /// <param name="secrets">Tokens that were given out, besides what people have.</param>
    public CanarySearch(IEnumerable<string> secrets)
    {
        // Latin-1 makes a character of every byte.
        _forms =
        [
            .. Canaries.Stems.SelectMany(CanaryForms.Of).Concat(Canaries.Bytes.SelectMany(CanaryForms.Of))
                .Concat(secrets.SelectMany(secret => (byte[][])[Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret)]))
                .Select(Encoding.Latin1.GetString).Distinct(StringComparer.Ordinal),
        ];
        _any = SearchValues.Create([.. _forms], StringComparison.Ordinal);
        _longest = _forms.Max(form => form.Length);
    }

    /// <summary>What was found, with a little of what is around it: at most a few of a place.</summary>
    public IReadOnlyList<string> In(string place, byte[] content) =>
        [.. new[] { content }.Concat(Unpacked.From(content)).SelectMany(bytes => Find(place, bytes)).Take(MostHits)];

    private IEnumerable<string> Find(string place, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at += Piece)
        {
            var text = Encoding.Latin1.GetString(bytes, at, Math.Min(Piece + _longest, bytes.Length - at));
            for (var found = text.AsSpan().IndexOfAny(_any); found >= 0;)
            {
                yield return $"{place} at {at + found}: {Shown(text, found)}";
                var next = text.AsSpan(found + 1).IndexOfAny(_any);
                found = next < 0 ? -1 : found + 1 + next;
            }
        }
    }

    private static string Shown(string text, int found)
    {
        var from = Math.Max(0, found - Around);
        return string.Concat(text[from..Math.Min(text.Length, found + (2 * Around))].Select(c => char.IsBetween(c, ' ', '~') ? c : '·'));
    }
}
