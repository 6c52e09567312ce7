using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>A value in the current row; its storage class decides how it is written, whatever the column's type.</summary>
/// <param name="statement">The running statement.</param>
/// <param name="column">The column of its result.</param>
/// <param name="kind">What the column's declared type says.</param>
/// <param name="converts">Whether the file stores text in another encoding than UTF-8.</param>
internal readonly struct StoredValue(sqlite3_stmt statement, int column, ValueKind kind, bool converts)
{
    private static readonly JsonEncodedText TextName = JsonEncodedText.Encode("$text");

    /// <summary>The storage class.</summary>
    public int Class => raw.sqlite3_column_type(statement, column);

    /// <summary>How many bytes it has; asked of announced values too, which have none to look at.</summary>
    public int Length => raw.sqlite3_column_bytes(statement, column);

    /// <summary>The bytes of a text in UTF-8, or of a blob.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            // Asking for text turns the value into UTF-8 in place; asking for a blob then shows all of it, NULs included.
            if (converts && Class == raw.SQLITE_TEXT) raw.sqlite3_column_text(statement, column);
            return raw.sqlite3_column_blob(statement, column);
        }
    }

    /// <summary>Its text in UTF-8, as the library itself would write a number.</summary>
    public byte[] AsText() => Class switch
    {
        raw.SQLITE_INTEGER => Encoding.ASCII.GetBytes(raw.sqlite3_column_int64(statement, column).ToString(CultureInfo.InvariantCulture)),
        raw.SQLITE_FLOAT => Encoding.ASCII.GetBytes(raw.sqlite3_column_double(statement, column).ToString("R", CultureInfo.InvariantCulture)),
        _ => Bytes.ToArray(),
    };

    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        switch (Class)
        {
            case raw.SQLITE_INTEGER:
                writer.WriteNumberValue(raw.sqlite3_column_int64(statement, column));
                break;
            case raw.SQLITE_FLOAT:
                Write(writer, raw.sqlite3_column_double(statement, column));
                break;
            case raw.SQLITE_TEXT when kind == ValueKind.Json:
                JsonText.WriteDocument(writer, Bytes);
                break;
            case raw.SQLITE_TEXT when kind == ValueKind.Bytes:
                writer.WriteStartObject();
                writer.WritePropertyName(TextName);
                JsonText.WriteText(writer, Bytes);
                writer.WriteEndObject();
                break;
            case raw.SQLITE_TEXT:
                JsonText.WriteText(writer, Bytes);
                break;
            case raw.SQLITE_BLOB when kind == ValueKind.Bytes:
                writer.WriteBase64StringValue(Bytes);
                break;
            case raw.SQLITE_BLOB:
                JsonText.WriteBytes(writer, Bytes);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>The key text, or null when it can be no key.</summary>
    public string? Key() => Class switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column).ToString(CultureInfo.InvariantCulture),
        raw.SQLITE_FLOAT => StoredKey.Canonical(raw.sqlite3_column_double(statement, column)),
        raw.SQLITE_TEXT when kind != ValueKind.Json && Length <= LargeValue.InlineText && Utf8.IsValid(Bytes) => Encoding.UTF8.GetString(Bytes),
        raw.SQLITE_BLOB when kind == ValueKind.Bytes && Length <= LargeValue.InlineText => Convert.ToBase64String(Bytes),
        _ => null,
    };

    private static void Write(Utf8JsonWriter writer, double real)
    {
        if (double.IsFinite(real)) writer.WriteNumberValue(real);
        else writer.WriteStringValue(real > 0 ? "Infinity" : "-Infinity");
    }
}
