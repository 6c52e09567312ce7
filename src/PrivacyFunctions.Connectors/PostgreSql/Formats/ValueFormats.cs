using System.Text.RegularExpressions;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary>The format of each type, by the server's own name of it.</summary>
internal static partial class ValueFormats
{
    private static readonly ValueFormat Text = new TextFormat();
    private static readonly ValueFormat Other = new OtherFormat();

    /// <summary>The format of a column.</summary>
    public static ValueFormat Of(CatalogueColumn column) => Of(column.NativeType);

    /// <summary>The format of a type as <c>format_type</c> writes it.</summary>
    public static ValueFormat Of(string nativeType)
    {
        if (nativeType.EndsWith("[]", StringComparison.Ordinal)) return Array(nativeType[..^2]);
        return Modifier().Replace(nativeType, "") switch
        {
            "smallint" or "integer" or "bigint" or "oid" => new IntegerFormat(),
            "numeric" => new FractionFormat(ValueKind.Decimal, "numeric"),
            "real" => new FractionFormat(ValueKind.Float, "real"),
            "double precision" => new FractionFormat(ValueKind.Float, "double precision"),
            "boolean" => new BooleanFormat(),
            "text" or "character varying" or "name" => Text,
            "character" => new PaddedTextFormat(),
            "uuid" => new UuidFormat(),
            "bytea" => new BytesFormat(),
            "json" or "jsonb" => new JsonFormat(),
            "date" => new TimeFormat("date"),
            "timestamp without time zone" => new TimeFormat("timestamp"),
            "timestamp with time zone" => new TimeFormat("timestamptz"),
            "time without time zone" => new TimeFormat("time"),
            "time with time zone" => new TimeFormat("timetz"),
            var name when name == "citext" || name.EndsWith(".citext", StringComparison.Ordinal) => Text,
            _ => Other,
        };
    }

    /// <summary>A type's name without length, precision or scale.</summary>
    public static string WithoutModifier(string nativeType) => Modifier().Replace(nativeType, "");

    private static ArrayFormat Array(string elementType) =>
        new(elementType == "bytea" ? new HexBytesFormat() : Of(elementType), elementType == "box" ? (byte)';' : (byte)',');

    // Length, precision and scale stand in parentheses.
    [GeneratedRegex(@"\([-0-9,]+\)")]
    private static partial Regex Modifier();
}
