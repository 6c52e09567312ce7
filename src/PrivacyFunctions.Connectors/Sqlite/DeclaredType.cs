using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>What a column's declared type says; its values may be of any storage class all the same.</summary>
internal static class DeclaredType
{
    /// <summary>The kind, by the words in the type.</summary>
    public static ValueKind Kind(string declared) => declared.ToUpperInvariant() switch
    {
        "" => ValueKind.Other,
        var type when Has(type, "JSON") => ValueKind.Json,
        var type when Has(type, "BOOL") => ValueKind.Boolean,
        var type when Has(type, "DATE", "TIME") => ValueKind.Time,
        var type when Has(type, "INT") => ValueKind.Integer,
        var type when Has(type, "CHAR", "CLOB", "TEXT", "STRING", "UUID", "GUID") => ValueKind.Text,
        var type when Has(type, "BLOB", "BINARY") => ValueKind.Bytes,
        var type when Has(type, "REAL", "FLOA", "DOUB") => ValueKind.Float,
        var type when Has(type, "NUM", "DEC") => ValueKind.Decimal,
        _ => ValueKind.Other,
    };

    /// <summary>Whether values that look like numbers are compared as numbers (SQLite documentation, "Determination Of Column Affinity").</summary>
    public static bool IsNumeric(string declared)
    {
        var type = declared.ToUpperInvariant();
        if (Has(type, "INT")) return true;
        return type.Length > 0 && !Has(type, "CHAR", "CLOB", "TEXT", "BLOB") && !type.Equals("ANY", StringComparison.Ordinal);
    }

    private static bool Has(string type, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (type.Contains(word, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
