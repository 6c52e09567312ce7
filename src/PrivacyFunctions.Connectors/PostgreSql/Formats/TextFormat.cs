using System.Text;
using System.Text.Unicode;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Formats;

/// <summary>Characters: <c>text</c>, <c>character varying</c>, <c>name</c>, <c>citext</c>.</summary>
internal class TextFormat : ValueFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Text;

    /// <inheritdoc/>
    public override bool InForms => false;

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value) => Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : null;
}

/// <summary><c>character(n)</c>: written with its padding, compared without, as the type itself does.</summary>
internal sealed class PaddedTextFormat : TextFormat
{
    /// <inheritdoc/>
    public override string KeyType => "bpchar";

    /// <inheritdoc/>
    public override string? Key(ReadOnlySpan<byte> value) => base.Key(value.TrimEnd((byte)' '));

    /// <inheritdoc/>
    public override string? Cast(string key) => base.Cast(key.TrimEnd(' '));
}

/// <summary>Everything else in the server's text form: ranges, networks, enumerations, geometry, composites, users' own types.</summary>
internal sealed class OtherFormat : TextFormat
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Other;

    /// <inheritdoc/>
    public override bool ComparesNatively => false;

    /// <inheritdoc/>
    public override bool InForms => true;
}
