using System.Text.Json.Serialization;

namespace PrivacyFunctions.DataMap;

/// <summary>A fideslang masking strategy with its configuration.</summary>
public sealed record MaskingStrategy
{
    /// <summary>What applies where nothing else is said.</summary>
    public static MaskingStrategy Default { get; } = new() { Kind = MaskingKind.NullRewrite };

    /// <summary>What replaces the value.</summary>
    public required MaskingKind Kind { get; init; }

    /// <summary>The text of <see cref="MaskingKind.StringRewrite"/>.</summary>
    public string? RewriteValue { get; init; }

    /// <summary>Characters of <see cref="MaskingKind.RandomStringRewrite"/>.</summary>
    public int? Length { get; init; }

    /// <summary><c>SHA-256</c> or <c>SHA-512</c>, for the digests.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Kept at the end of every masked text (<c>format_preservation.suffix</c>).</summary>
    public string? Suffix { get; init; }

    /// <summary>The strategy's name in data maps.</summary>
    [JsonIgnore]
    public string Name => MaskingNames.Of(Kind);
}
