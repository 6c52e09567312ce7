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
    /// <summary>What to look for in a column.</summary>
    public static List<object> Of(KeyTarget target, string text)
    {
        var forms = new List<object>();
        var kind = target.Column.Kind;
        var numeric = !target.InDocument && DeclaredType.IsNumeric(target.Column.NativeType);
        var number = text.AsSpan().ContainsAny('e', 'E') ? null : KeyCanon.Number(text);
        // A column for numbers would turn such text into a number before comparing.
        if (!(numeric && LooksNumeric(text))) forms.Add(text);
        if (target.Comparison != KeyComparison.Exact) return forms;
        // Whole numbers are written without a point.
        if (kind == ValueKind.Integer && text.Contains('.', StringComparison.Ordinal) && number?.Contains('.', StringComparison.Ordinal) == false) number = null;
        if (number is not null && (target.InDocument || numeric || kind is not ValueKind.Text)) AddNumber(forms, number, target.InDocument);
        if (target.InDocument || kind == ValueKind.Boolean)
        {
            if (text == "true") forms.Add(1L);
            if (text == "false") forms.Add(0L);
        }

        if (kind is ValueKind.Bytes && Bytes(text) is { } bytes) forms.Add(bytes);
        return forms;
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
