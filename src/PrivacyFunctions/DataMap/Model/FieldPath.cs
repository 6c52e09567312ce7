using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.DataMap;

/// <summary>The way to a field inside a collection: the column first, then nested names.</summary>
[JsonConverter(typeof(FieldPathJson))]
public sealed record FieldPath(ImmutableArray<string> Segments) : IComparable<FieldPath>
{
    /// <summary>A top-level field.</summary>
    public static FieldPath Of(params ReadOnlySpan<string> segments) => new([.. segments]);

    /// <summary>The column (or top-level property) that holds the field.</summary>
    public string Column => Segments[0];

    /// <summary>Whether the field is a column of its own.</summary>
    public bool IsColumn => Segments.Length == 1;

    /// <summary>The path of a field nested in this one.</summary>
    public FieldPath Child(string name) => new(Segments.Add(name));

    /// <summary>Whether this path is the other or lies inside it.</summary>
    public bool IsWithin(FieldPath outer) =>
        Segments.Length >= outer.Segments.Length && Segments.AsSpan(0, outer.Segments.Length).SequenceEqual(outer.Segments.AsSpan());

    /// <inheritdoc/>
    public bool Equals(FieldPath? other) => other is not null && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var segment in Segments)
        {
            hash.Add(segment, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(FieldPath? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < Math.Min(Segments.Length, other.Segments.Length); i++)
        {
            var order = string.CompareOrdinal(Segments[i], other.Segments[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return Segments.Length.CompareTo(other.Segments.Length);
    }

    /// <summary>The names joined by dots.</summary>
    public override string ToString() => string.Join('.', Segments);

    /// <summary>Ordinal order, name by name.</summary>
    public static bool operator <(FieldPath left, FieldPath right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order, name by name.</summary>
    public static bool operator >(FieldPath left, FieldPath right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order, name by name.</summary>
    public static bool operator <=(FieldPath left, FieldPath right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order, name by name.</summary>
    public static bool operator >=(FieldPath left, FieldPath right) => left.CompareTo(right) >= 0;
}
