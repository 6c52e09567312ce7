using System.Text.Json.Serialization;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Deletion;

namespace PrivacyFunctions.Local.Commands.Bundle;

/// <summary>What <c>bundle verify --json</c> prints. What the manifest says is there only when it can be believed.</summary>
internal sealed record BundleVerifyReport
{
    public required bool Valid { get; init; }

    /// <summary>Where the trusted keys came from.</summary>
    public required string TrustedKeys { get; init; }

    public string? KeyId { get; init; }

    public string? RequestId { get; init; }

    public int? Version { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public bool? Complete { get; init; }

    public int? Entries { get; init; }

    public long? Records { get; init; }

    public required IReadOnlyList<ReportedFlaw> Flaws { get; init; }

    public static BundleVerifyReport Of(ReceiptVerdict verdict, TrustedKeys trusted) => verdict switch
    {
        ReceiptVerdict.Valid { Receipt: var receipt, Key: var key } => new BundleVerifyReport
        {
            Valid = true,
            TrustedKeys = trusted.Source,
            KeyId = key.KeyId,
            RequestId = receipt.RequestId,
            Version = receipt.Version,
            CreatedAt = receipt.CreatedAt,
            Complete = receipt.Complete,
            Records = receipt.Collections.Sum(collection => collection.Affected),
            Flaws = [],
        },
        ReceiptVerdict.Invalid invalid => new BundleVerifyReport
        {
            Valid = false,
            TrustedKeys = trusted.Source,
            Flaws = [new ReportedFlaw(null, KindOf(invalid.Code), invalid.Message)],
        },
        _ => throw new InvalidOperationException("A verdict is valid or invalid."),
    };

    private static BundleFlawKind KindOf(string code) => code switch
    {
        ReceiptVerdict.UnknownKey => BundleFlawKind.UnknownKey,
        ReceiptVerdict.BadSignature => BundleFlawKind.BadSignature,
        _ => BundleFlawKind.Unreadable,
    };

    public static BundleVerifyReport Of(BundleVerdict verdict, TrustedKeys trusted) => verdict switch
    {
        BundleVerdict.Valid { Manifest: var manifest, Key: var key } => new BundleVerifyReport
        {
            Valid = true,
            TrustedKeys = trusted.Source,
            KeyId = key.KeyId,
            RequestId = manifest.RequestId,
            Version = manifest.Version,
            CreatedAt = manifest.CreatedAt,
            Complete = manifest.Complete,
            Entries = manifest.Entries.Count,
            Records = manifest.Systems.Sum(system => system.Records),
            Flaws = [],
        },
        BundleVerdict.Invalid { Flaws: var flaws } => new BundleVerifyReport
        {
            Valid = false,
            TrustedKeys = trusted.Source,
            Flaws = [.. flaws.Select(flaw => new ReportedFlaw(flaw.Entry, flaw.Kind, flaw.Message))],
        },
        _ => throw new InvalidOperationException("A verdict is valid or invalid."),
    };
}

/// <summary>One thing that is wrong.</summary>
internal sealed record ReportedFlaw(string? Entry, BundleFlawKind Kind, string Message);

/// <summary>Kinds of flaws as words with hyphens.</summary>
internal sealed class FlawKindJson() : JsonStringEnumConverter<BundleFlawKind>(System.Text.Json.JsonNamingPolicy.KebabCaseLower);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(FlawKindJson)])]
[JsonSerializable(typeof(BundleVerifyReport))]
internal sealed partial class BundleVerifyJson : JsonSerializerContext;
