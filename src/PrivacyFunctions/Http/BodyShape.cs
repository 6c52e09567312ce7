using System.Collections.Frozen;

namespace PrivacyFunctions.Http;

/// <summary>The fields of a JSON object that a call takes; everything else in it is an error.</summary>
public sealed record BodyShape(IReadOnlyList<BodyField> Fields)
{
    /// <summary>A body that is empty or an empty object.</summary>
    public static BodyShape Nothing { get; } = new([]);

    private readonly FrozenSet<string> _names = Fields.Select(field => field.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for the name of one of its fields.</summary>
    public bool Has(string name) => _names.Contains(name);
}

/// <summary>One field of a body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its JSON type.</param>
/// <param name="Description">What it means.</param>
public sealed record BodyField(string Name, FieldKind Kind, string Description)
{
    public bool Required { get; init; }

    /// <summary>An array or object must not be empty.</summary>
    public bool AtLeastOne { get; init; }

    /// <summary>Longest text, in characters.</summary>
    public int Longest { get; init; } = 320;

    /// <summary>The only values allowed, or empty.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>JSON types of fields.</summary>
public enum FieldKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>An array of strings.</summary>
    Texts,

    /// <summary>An object whose values are strings.</summary>
    TextMap,

    /// <summary>Any JSON value.</summary>
    Any,
}
