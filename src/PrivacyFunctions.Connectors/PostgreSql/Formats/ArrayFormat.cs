using System.Buffers;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary>
/// Arrays of any type, from the server's array literal to nested JSON arrays. An array whose bounds do not start at one stays a
/// string, because JSON arrays have no bounds.
/// </summary>
/// <param name="element">The format of its elements.</param>
/// <param name="delimiter">What stands between elements: a comma for all types but <c>box</c>.</param>
internal sealed class ArrayFormat(ValueFormat element, byte delimiter) : ValueFormat
{
    /// <summary>The format of its elements.</summary>
    public ValueFormat Element { get; } = element;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Array;

    /// <inheritdoc/>
    public override string KeyType => Element.KeyType;

    /// <inheritdoc/>
    public override bool ComparesNatively => Element.ComparesNatively;

    /// <inheritdoc/>
    public override int InlineLimit => LargeValue.InlineDocument;

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value) => null;

    /// <inheritdoc/>
    public override string? Cast(string key) => Element.Cast(key);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer)
    {
        if (value[0] != '{')
        {
            JsonText.WriteText(writer, value);
            return;
        }

        var scratch = ArrayPool<byte>.Shared.Rent(value.Length);
        try
        {
            for (var at = 0; at < value.Length;)
                at = WriteToken(value, at, scratch, writer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch, clearArray: true);
        }
    }

    private int WriteToken(ReadOnlySpan<byte> value, int at, Span<byte> scratch, Utf8JsonWriter writer)
    {
        switch (value[at])
        {
            case (byte)'{':
                writer.WriteStartArray();
                return at + 1;
            case (byte)'}':
                writer.WriteEndArray();
                return at + 1;
            case (byte)'"':
                return WriteQuoted(value, at + 1, scratch, writer);
            case var other when other == delimiter:
                return at + 1;
            default:
                var rest = value[at..];
                var length = rest.IndexOfAny(delimiter, (byte)'}');
                var plain = rest[..length];
                if (plain.SequenceEqual("NULL"u8)) writer.WriteNullValue();
                else Element.Write(plain, writer);
                return at + length;
        }
    }

    private int WriteQuoted(ReadOnlySpan<byte> value, int at, Span<byte> scratch, Utf8JsonWriter writer)
    {
        var length = 0;
        while (value[at] != '"')
        {
            if (value[at] == '\\') at++;
            scratch[length++] = value[at++];
        }

        Element.Write(scratch[..length], writer);
        return at + 1;
    }
}
