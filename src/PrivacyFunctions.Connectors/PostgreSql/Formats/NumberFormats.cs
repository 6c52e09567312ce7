using System.Globalization;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary><c>smallint</c>, <c>integer</c>, <c>bigint</c>, <c>oid</c>.</summary>
internal sealed class IntegerFormat : ValueFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Integer;

    /// <inheritdoc/>
    public override bool AlwaysShort => true;

    /// <inheritdoc/>
    public override string KeyType => "bigint";

    /// <inheritdoc/>
    public override bool InForms => false;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer) => writer.WriteRawValue(value, skipInputValidation: true);

    /// <inheritdoc/>
    public override string? Cast(string key) =>
        long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
}

/// <summary><c>numeric</c> and floating point: digits as the server writes them, NaN and infinities as strings.</summary>
/// <param name="kind">Exact or floating.</param>
/// <param name="keyType">The type that keys are sent as.</param>
internal sealed class FractionFormat(ValueKind kind, string keyType) : ValueFormat
{
    // IEEE 754: so many digits always tell one value of the type from the next.
    private const int FloatDigits = 9;
    private const int DoubleDigits = 17;

    /// <inheritdoc/>
    public override ValueKind Kind => kind;

    /// <inheritdoc/>
    public override bool AlwaysShort => kind == ValueKind.Float;

    /// <inheritdoc/>
    public override string KeyType => keyType;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer)
    {
        if (char.IsAsciiDigit((char)value[^1])) writer.WriteRawValue(value, skipInputValidation: true);
        else JsonText.WriteText(writer, value);
    }

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value) => KeyCanon.Number(Encoding.ASCII.GetString(value));

    /// <inheritdoc/>
    public override string? Cast(string key) => KeyCanon.Number(key) is { } number && Fits(number) ? number : null;

    // A number that the type would round to another, to zero or to infinity is not a value of the type. Where the shortest text of a value lies
    // halfway to its neighbour the server writes more digits, so whatever rounds the value properly is its text.
    private bool Fits(string number)
    {
        var digits = number.AsSpan().TrimStart("-0.").TrimEnd('0');
        var precision = Math.Max(0, digits.Length - (digits.Contains('.') ? 1 : 0) - 1);
        var text = keyType switch
        {
            "real" when precision < FloatDigits => float.Parse(number, CultureInfo.InvariantCulture).ToString($"E{precision}", CultureInfo.InvariantCulture),
            "double precision" when precision < DoubleDigits => double.Parse(number, CultureInfo.InvariantCulture).ToString($"E{precision}", CultureInfo.InvariantCulture),
            "real" or "double precision" => "",
            _ => number,
        };
        return KeyCanon.Number(text) == number;
    }
}
