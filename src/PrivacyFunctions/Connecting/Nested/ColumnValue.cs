namespace PrivacyFunctions.Connecting;

/// <summary>What a column holds in one row, as far as keys are taken from it.</summary>
/// <param name="Document">A JSON document, or an array as JSON, in UTF-8; empty for a column that is taken as it is.</param>
/// <param name="Scalar">The value of a column that is taken as it is; null when there is none.</param>
public readonly record struct ColumnValue(ReadOnlyMemory<byte> Document, KeyValue? Scalar = null)
{
    /// <summary>A value that is no document.</summary>
    public static ColumnValue Of(KeyValue? scalar) => new(default, scalar);

    /// <summary>Masked: a value is personal data.</summary>
    public override string ToString() => "***";
}
