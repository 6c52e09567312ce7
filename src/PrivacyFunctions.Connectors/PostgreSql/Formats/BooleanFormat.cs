using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary><c>boolean</c>.</summary>
internal sealed class BooleanFormat : ValueFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Boolean;

    /// <inheritdoc/>
    public override bool AlwaysShort => true;

    /// <inheritdoc/>
    public override string KeyType => "boolean";

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer) => writer.WriteBooleanValue(value[0] == 't');

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value) => value[0] == 't' ? "true" : "false";

    /// <inheritdoc/>
    public override string? Cast(string key) => key switch
    {
        "1" => "true",
        "0" => "false",
        _ when key.Equals("true", StringComparison.OrdinalIgnoreCase) => "true",
        _ when key.Equals("false", StringComparison.OrdinalIgnoreCase) => "false",
        _ => null,
    };
}
