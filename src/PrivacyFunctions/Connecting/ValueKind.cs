namespace PrivacyFunctions.Connecting;

/// <summary>What a column's values are, as far as keys, masks and formats care.</summary>
public enum ValueKind
{
    /// <summary>Characters.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Exact decimal numbers.</summary>
    Decimal,

    /// <summary>Floating-point numbers.</summary>
    Float,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A date, time or point in time.</summary>
    Time,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A JSON document.</summary>
    Json,

    /// <summary>An array of values.</summary>
    Array,

    /// <summary>Anything else, exported in the system's own text form.</summary>
    Other,
}
