using System.Text;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary>
/// How values of one type come and go. They come in the server's own text form (bytes excepted), so nothing is rounded or lost, and
/// are written from the received bytes without an object in between.
/// </summary>
internal abstract class ValueFormat
{
    /// <summary>What the values are.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>The type that keys are sent as.</summary>
    public virtual string KeyType => "text";

    /// <summary>Whether the column itself is compared with keys of <see cref="KeyType"/>; else its text form is.</summary>
    public virtual bool ComparesNatively => true;

    /// <summary>Whether text forms, and so comparisons with keys, depend on the session's settings.</summary>
    public virtual bool InForms => true;

    /// <summary>Most bytes that stay inline.</summary>
    public virtual int InlineLimit => LargeValue.InlineText;

    /// <summary>Whether no value can be long: it is taken without asking for its length first.</summary>
    public virtual bool AlwaysShort => false;

    /// <summary>Whether values are received as they are stored instead of as text.</summary>
    public virtual bool Binary => false;

    /// <summary>Writes one value.</summary>
    public virtual void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer) => JsonText.WriteText(writer, value);

    /// <summary>The canonical key text of a received value, or null when it can be no key.</summary>
    public virtual string? Key(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value);

    /// <summary>A key's text as this type reads it, in canonical form, or null when it cannot be cast.</summary>
    public virtual string? Cast(string key) => key.Contains('\0', StringComparison.Ordinal) ? null : key;
}
