namespace PrivacyFunctions.Connecting;

/// <summary>The different parts found in one place; where several elements hold the same values, they are one part that lies in all of them.</summary>
internal sealed class KeyParts
{
    private readonly Dictionary<KeyValue?[], KeyPart> _parts = new(new SameValues());

    public int Count => _parts.Count;

    public IReadOnlyCollection<KeyPart> All => _parts.Values;

    public void Add(KeyPart part) => _parts[part.Values] = _parts.TryGetValue(part.Values, out var known)
        ? known with { Elements = ElementTrail.Join(known.Elements, part.Elements) }
        : part;

    private sealed class SameValues : IEqualityComparer<KeyValue?[]>
    {
        public bool Equals(KeyValue?[]? x, KeyValue?[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(KeyValue?[] values)
        {
            var hash = new HashCode();
            foreach (var value in values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
