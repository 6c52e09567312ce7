using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary><c>uuid</c>.</summary>
internal sealed class UuidFormat : ValueFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Uuid;

    /// <inheritdoc/>
    public override bool AlwaysShort => true;

    /// <inheritdoc/>
    public override string KeyType => "uuid";

    /// <inheritdoc/>
    public override bool InForms => false;

    /// <inheritdoc/>
    public override string? Cast(string key) => Guid.TryParse(key, out var uuid) ? uuid.ToString("D") : null;
}
