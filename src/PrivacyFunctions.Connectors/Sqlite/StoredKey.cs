using System.Globalization;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>
/// The values that a key may be stored as. Any column can hold any storage class, and a number and its digits are the same key, so
/// one key text may stand for several stored values.
/// </summary>
internal static class StoredKey
{
    /// <summary>A key's text as it would be read from the column.</summary>
    public static string Canonical(KeyTarget target, string text) => target.Verified
        ? text
        : target.Column.Kind switch
        {
            ValueKind.Integer or ValueKind.Decimal or ValueKind.Float => Number(target, text) ?? text,
            ValueKind.Boolean when text == "true" => "1",
            ValueKind.Boolean when text == "false" => "0",
            _ => text,
        };

    /// <summary>What to look for in a column.</summary>
    public static List<object> Of(KeyTarget target, string text)
    {
        var forms = new List<object>();
        var numeric = !target.InDocument && DeclaredType.IsNumeric(target.Column.NativeType);
        // A column for numbers would turn such text into a number before comparing.
        if (!(numeric && LooksNumeric(text))) forms.Add(text);
        if (target.Comparison != KeyComparison.Exact) return forms;
        if (Number(target, text) is { } number && (numeric || target.Column.Kind != ValueKind.Text || target.InDocument))
            AddNumber(forms, number, target.InDocument);
        if (target.InDocument && text is ("true" or "false")) forms.Add(text == "true" ? 1L : 0L);
        if (target.Column.Kind is ValueKind.Bytes && Bytes(text) is { } bytes) forms.Add(bytes);
        return forms;
    }

    // No exponents; and whole numbers are written without a point.
    private static string? Number(KeyTarget target, string text)
    {
        if (text.AsSpan().ContainsAny('e', 'E') || KeyCanon.Number(text) is not { } number) return null;
        var pointless = text.Contains('.', StringComparison.Ordinal) && !number.Contains('.', StringComparison.Ordinal);
        return pointless && target.Column.Kind == ValueKind.Integer && !target.InDocument ? null : number;
    }

    private static void AddNumber(List<object> forms, string number, bool candidate)
    {
        if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) forms.Add(whole);
        else if (double.Parse(number, CultureInfo.InvariantCulture) is var real && double.IsFinite(real) && (candidate || Canonical(real) == number)) forms.Add(real);
    }

    /// <summary>A real number as a key; null for infinities.</summary>
    public static string? Canonical(double real) => KeyCanon.Number(real.ToString("R", CultureInfo.InvariantCulture));

    private static bool LooksNumeric(string text) => KeyCanon.Number(text.AsSpan().Trim(" \t\n\v\f\r")) is not null;

    private static byte[]? Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
