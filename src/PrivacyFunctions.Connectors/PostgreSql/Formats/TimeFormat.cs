using System.Globalization;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary>
/// <c>date</c>, <c>timestamp</c> with and without zone, <c>time</c> with and without zone: from the server's ISO style to RFC 3339.
/// A zone is always UTC's; types without zone get no offset. Years outside 0001 to 9999 take ISO 8601's expanded form, in which the
/// year before 0001 is 0000; <c>infinity</c> stays a word.
/// </summary>
/// <param name="keyType">The type's name.</param>
internal sealed class TimeFormat(string keyType) : ValueFormat
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];
    private static readonly string[] LocalForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'"];
    private static readonly string[] ZonedForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];
    private static readonly string[] TimeForms = ["HH:mm:ss.FFFFFF"];

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Time;

    /// <inheritdoc/>
    public override bool AlwaysShort => true;

    /// <inheritdoc/>
    public override string KeyType => keyType;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer)
    {
        Span<byte> buffer = stackalloc byte[64];
        writer.WriteStringValue(buffer[..Rfc3339(value, buffer)]);
    }

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value)
    {
        Span<byte> buffer = stackalloc byte[64];
        var text = Encoding.ASCII.GetString(buffer[..Rfc3339(value, buffer)]);
        return text.EndsWith("infinity", StringComparison.Ordinal) ? null : text;
    }

    /// <inheritdoc/>
    public override string? Cast(string key)
    {
        var forms = keyType switch { "date" => DateForms, "timestamp" => LocalForms, "timestamptz" => ZonedForms, "time" => TimeForms, _ => [] };
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(key, forms, CultureInfo.InvariantCulture, Utc, out var time)) return null;
        return time.UtcDateTime.ToString(
            keyType switch { "date" => "yyyy-MM-dd", "timestamp" => LocalForms[1], "timestamptz" => LocalForms[2], _ => TimeForms[0] },
            CultureInfo.InvariantCulture);
    }

    private int Rfc3339(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var length = 0;
        var finite = char.IsAsciiDigit((char)value[0]);
        var era = value.EndsWith(" BC"u8);
        if (era) value = value[..^3];
        if (keyType is "date" or "timestamp" or "timestamptz" && finite) length = Year(ref value, era, target);
        value.CopyTo(target[length..]);
        var written = target[..(length + value.Length)];
        if (written.IndexOf((byte)' ') is var blank and > 0) written[blank] = (byte)'T';
        return keyType is "timestamptz" or "timetz" && finite ? Zone(written, target) : written.Length;
    }

    // Years of four digits stand as they are; others need a sign and, before our era, astronomical counting.
    private static int Year(ref ReadOnlySpan<byte> value, bool era, Span<byte> target)
    {
        var digits = value.IndexOf((byte)'-');
        if (digits == 4 && !era) return 0;
        var year = int.Parse(value[..digits], CultureInfo.InvariantCulture);
        value = value[digits..];
        if (era) year = 1 - year;
        return Encoding.ASCII.GetBytes(year == 0 ? "0000" : year.ToString("+0000;-0000", CultureInfo.InvariantCulture), target);
    }

    // The server writes offsets as +hh, +hh:mm or +hh:mm:ss.
    private static int Zone(Span<byte> written, Span<byte> target)
    {
        var sign = written.LastIndexOfAny((byte)'+', (byte)'-');
        var offset = written[sign..];
        if (offset.SequenceEqual("+00"u8))
        {
            target[sign] = (byte)'Z';
            return sign + 1;
        }

        if (offset.Length != 3) return written.Length;
        ":00"u8.CopyTo(target[written.Length..]);
        return written.Length + 3;
    }
}
