namespace PrivacyFunctions.DataMap;

/// <summary>A fideslang <c>data_type</c>: a base type, and whether values are arrays of it.</summary>
/// <param name="Base">One of <see cref="Known"/>.</param>
/// <param name="IsArray">Written with <c>[]</c>.</param>
public sealed record FieldType(string Base, bool IsArray)
{
    /// <summary>The base type of fields that hold sub-fields.</summary>
    public const string Object = "object";

    /// <summary>The base types fideslang knows.</summary>
    public static IReadOnlyList<string> Known { get; } = ["string", "integer", "float", "boolean", "object_id", Object];

    /// <summary>As written in a data map.</summary>
    public override string ToString() => IsArray ? $"{Base}[]" : Base;
}
