namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>How a field of a random collection holds its values.</summary>
internal enum Shape
{
    Scalar,
    Array,
    Nested,
    NestedArray,

    /// <summary>An array of objects with two fields each, parts of a composite key.</summary>
    Lines,
}
