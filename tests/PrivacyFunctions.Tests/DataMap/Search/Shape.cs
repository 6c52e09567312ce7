namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>How a field of a random collection holds its values.</summary>
internal enum Shape
{
    Scalar,
    Array,
    Nested,
    NestedArray,
}
