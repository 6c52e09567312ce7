using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>
/// Turns the keys of one set into what is sent: cast to their columns' types, and for loose comparisons reduced to what the system
/// is asked for candidates by. Drops keys that are empty or cannot be cast.
/// </summary>
/// <param name="set">The set.</param>
/// <param name="cast">A key's text as its target's type takes it, or null when it cannot be cast.</param>
internal sealed class KeySieve(TargetSet set, Func<KeyTarget, string, string?> cast)
{
    private readonly string[] _canonical = new string[set.Targets.Count];

    /// <summary>What was let through, for comparing candidates; empty unless the set is verified.</summary>
    public KeyDigests Digests { get; } = new();

    /// <summary>Whether a key compared without regard to case had characters outside ASCII.</summary>
    public bool BeyondAscii { get; private set; }

    /// <summary>Fills what to send for one key; false when the key is dropped.</summary>
    /// <exception cref="ConnectorFailure">The set is strict and the key would be dropped.</exception>
    public bool TryPass(KeyTuple tuple, Span<string> sent) => Passes(tuple, sent) || Drop(set);

    /// <summary>Drops a key, unless the set is strict.</summary>
    /// <exception cref="ConnectorFailure">The set is strict.</exception>
    public static bool Drop(TargetSet set) =>
        set.Strict ? throw new ConnectorFailure(ConnectorFailureKind.InvalidKey, string.Join(", ", set.Targets.Select(target => target.Column.Name))) : false;

    private bool Passes(KeyTuple tuple, Span<string> sent)
    {
        if (tuple.Values.IsDefault || tuple.Values.Length != set.Targets.Count)
            throw new ArgumentException("A key has another number of values than its set has fields.");
        for (var i = 0; i < sent.Length; i++)
        {
            var text = tuple.Values[i].Text;
            if (string.IsNullOrEmpty(text) || !IsWellFormed(text)) return false;
            var target = set.Targets[i];
            if (target.Comparison == KeyComparison.Exact)
            {
                if (cast(target, text) is not { } typed) return false;
                _canonical[i] = sent[i] = typed;
                continue;
            }

            if (KeyCanon.Of(text, target.Comparison) is not { } canonical) return false;
            _canonical[i] = canonical;
            sent[i] = Candidate(text, target);
            if (cast(target, sent[i]) is null) return false;
        }

        if (set.Verified) Digests.Add(_canonical);
        return true;
    }

    // Equal keys always have equal candidates: local parts up to the first @, and for comparisons without case only their ASCII.
    private string Candidate(string text, KeyTarget target)
    {
        if (target.Comparison != KeyComparison.IgnoringCase)
        {
            var address = text.AsSpan().Trim();
            text = address[..address.IndexOf('@')].ToString();
        }

        if (target.Comparison == KeyComparison.Email) return text;
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        BeyondAscii = true;
        return Skeleton(text);
    }

    /// <summary>The ASCII characters of a text in lower case.</summary>
    public static string Skeleton(string text) => string.Concat(text.Where(char.IsAscii)).ToLowerInvariant();

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])) return false;
        }

        return true;
    }
}
