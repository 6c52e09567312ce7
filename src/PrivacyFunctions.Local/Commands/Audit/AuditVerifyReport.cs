using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyFunctions.Audit;

namespace PrivacyFunctions.Local.Commands.Audit;

/// <summary>What <c>audit verify --json</c> prints.</summary>
internal sealed record AuditVerifyReport
{
    public required bool Valid { get; init; }

    /// <summary>The public key that was trusted.</summary>
    public required string Key { get; init; }

    /// <summary>Where it came from.</summary>
    public required string KeySource { get; init; }

    /// <summary>Entries that were read and fit.</summary>
    public required long Entries { get; init; }

    /// <summary>How many of them a signed checkpoint covers.</summary>
    public required long Signed { get; init; }

    /// <summary>The first entry that does not fit, where that can be told.</summary>
    public long? FirstBadEntry { get; init; }

    public required IReadOnlyList<ReportedAuditFlaw> Flaws { get; init; }

    public static AuditVerifyReport Of(AuditVerdict verdict, TrustedAuditKey trusted) => new()
    {
        Valid = verdict.IsValid,
        Key = trusted.Key.ToString(),
        KeySource = trusted.Source,
        Entries = verdict.Entries,
        Signed = verdict.Signed,
        FirstBadEntry = verdict.Flaws.Min(flaw => flaw.Leaf),
        Flaws = [.. verdict.Flaws.Select(flaw => new ReportedAuditFlaw(flaw.Kind, flaw.Leaf, flaw.Message))],
    };
}

/// <summary>One thing that does not fit.</summary>
internal sealed record ReportedAuditFlaw(AuditFlawKind Kind, long? Entry, string Message);

/// <summary>Kinds of flaws as words with hyphens.</summary>
internal sealed class AuditFlawKindJson() : JsonStringEnumConverter<AuditFlawKind>(JsonNamingPolicy.KebabCaseLower);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(AuditFlawKindJson)])]
[JsonSerializable(typeof(AuditVerifyReport))]
internal sealed partial class AuditVerifyJson : JsonSerializerContext;
