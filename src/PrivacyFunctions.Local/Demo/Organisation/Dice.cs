using System.Collections.Immutable;

namespace PrivacyFunctions.Local.Demo.Organisation;

/// <summary>Chance that falls the same way every time, so that every run of the demo shows the same people.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Both ends can come.</summary>
    public int Between(int first, int last) => _random.Next(first, last + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(ImmutableArray<T> items) => items[_random.Next(items.Length)];

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>Some distinct items, in the order of the list.</summary>
    public IEnumerable<T> Some<T>(ImmutableArray<T> items, int count)
    {
        var left = items.Length;
        foreach (var item in items)
        {
            if (_random.Next(left--) >= count) continue;
            count--;
            yield return item;
        }
    }

    public string Digits(int count) => string.Create(count, _random, static (span, random) =>
    {
        foreach (ref var digit in span) digit = (char)('0' + random.Next(10));
    });

    /// <summary>Lower-case letters and digits, as opaque ids have them.</summary>
    public string Token(int length) => string.Create(length, _random, static (span, random) =>
    {
        foreach (ref var letter in span) letter = "0123456789abcdefghjkmnpqrstvwxyz"[random.Next(32)];
    });

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
