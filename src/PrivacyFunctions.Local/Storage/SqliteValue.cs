namespace PrivacyFunctions.Local.Storage;

/// <summary>One parameter of a statement. Times are stored as UTC ticks, booleans as 0 and 1.</summary>
public readonly struct SqliteValue
{
    private SqliteValue(SqliteType type, long integer = 0, double real = 0, object? reference = null)
    {
        Type = type;
        Integer = integer;
        Real = real;
        Reference = reference;
    }

    internal SqliteType Type { get; }

    internal long Integer { get; }

    internal double Real { get; }

    internal object? Reference { get; }

    public static SqliteValue Null => default;

    public static implicit operator SqliteValue(long value) => new(SqliteType.Integer, value);

    public static implicit operator SqliteValue(long? value) => value is { } v ? v : Null;

    public static implicit operator SqliteValue(int value) => new(SqliteType.Integer, value);

    public static implicit operator SqliteValue(bool value) => new(SqliteType.Integer, value ? 1 : 0);

    public static implicit operator SqliteValue(double value) => new(SqliteType.Real, real: value);

    public static implicit operator SqliteValue(string? value) => value is null ? Null : new(SqliteType.Text, reference: value);

    public static implicit operator SqliteValue(byte[]? value) => value is null ? Null : new(SqliteType.Blob, reference: value);

    public static implicit operator SqliteValue(ArraySegment<byte> value) => new(SqliteType.Slice, value.Offset, value.Count, value.Array ?? []);

    public static implicit operator SqliteValue(DateTimeOffset value) => new(SqliteType.Integer, value.UtcTicks);

    public static implicit operator SqliteValue(DateTimeOffset? value) => value is { } v ? v : Null;
}

internal enum SqliteType
{
    Null,
    Integer,
    Real,
    Text,
    Blob,
    Slice,
}
