namespace PrivacyFunctions.DataMap;

/// <summary>A value and where the data map says it.</summary>
public sealed record Located<T>(T Value, MapPosition At)
{
    /// <summary>The value's text.</summary>
    public override string ToString() => Value?.ToString() ?? "";
}
