using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary><c>json</c> and <c>jsonb</c>: the document itself.</summary>
internal sealed class JsonFormat : ValueFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Json;

    /// <inheritdoc/>
    public override int InlineLimit => LargeValue.InlineDocument;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> value, Utf8JsonWriter writer) => JsonText.WriteDocument(writer, value);

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value) => null;
}
