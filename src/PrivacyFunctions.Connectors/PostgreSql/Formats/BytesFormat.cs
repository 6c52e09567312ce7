using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary><c>bytea</c>, received as bytes and written in base64.</summary>
internal sealed class BytesFormat : ValueFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Bytes;

    /// <inheritdoc/>
    public override string KeyType => "bytea";

    /// <inheritdoc/>
    public override int InlineLimit => LargeValue.InlineBytes;

    /// <inheritdoc/>
    public override bool Binary => true;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer) => writer.WriteBase64StringValue(value);

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value) => Convert.ToBase64String(value);

    /// <inheritdoc/>
    public override string? Cast(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) ? @"\x" + Convert.ToHexStringLower(bytes.AsSpan(0, length)) : null;
    }
}

/// <summary>An element of <c>bytea[]</c>, which comes in hexadecimal text.</summary>
internal sealed class HexBytesFormat : ValueFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Bytes;

    /// <inheritdoc/>
    public override string KeyType => "bytea";

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer) => writer.WriteBase64StringValue(Convert.FromHexString(value[2..]));

    /// <inheritdoc/>
    public override string? Cast(string key) => new BytesFormat().Cast(key);
}
