using System.Collections.Immutable;

namespace PrivacyFunctions.Connecting;

/// <summary>One key: a value for each field of its <see cref="KeySet"/>.</summary>
public readonly record struct KeyTuple(ImmutableArray<KeyValue> Values)
{
    /// <summary>A key of one value.</summary>
    public static KeyTuple Of(string value) => new([new KeyValue(value)]);

    /// <summary>Compares value by value.</summary>
    public bool Equals(KeyTuple other) => Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in Values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Masked.</summary>
    public override string ToString() => "(***)";
}
