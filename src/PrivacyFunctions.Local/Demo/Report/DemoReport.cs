using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>What the demo did and whether all of it held.</summary>
internal sealed record DemoReport
{
    /// <summary>Whether every check held; the exit code follows it.</summary>
    public bool Held => Checks.All(check => check.Held);

    public required double Seconds { get; init; }

    public required SeedReport Seeded { get; init; }

    public required IReadOnlyList<RequestReport> Requests { get; init; }

    public required IReadOnlyList<DemoCheck> Checks { get; init; }
}

/// <summary>Something that the demo promises, and whether it was so.</summary>
internal sealed record DemoCheck(string Promise, bool Held);

/// <summary>What was there before anybody asked.</summary>
internal sealed record SeedReport(int Systems, int Tables, long Rows, int People, int Companies, double Seconds);

/// <summary>One request from filing to the answer.</summary>
internal sealed record RequestReport
{
    public required string RequestId { get; init; }

    public required string Right { get; init; }

    public required string Person { get; init; }

    /// <summary>What the person wants, in their own words.</summary>
    public required string Question { get; init; }

    /// <summary>Where the code went, masked as the person saw it.</summary>
    public required string CodeSentTo { get; init; }

    public required string Law { get; init; }

    /// <summary>Why that law.</summary>
    public required string LawReason { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How the deadline was computed, in sentences with their sources.</summary>
    public required IReadOnlyList<string> Deadline { get; init; }

    public required string Status { get; init; }

    public string? Outcome { get; init; }

    /// <summary>From filing to the end of the download.</summary>
    public required double Seconds { get; init; }

    public required IReadOnlyList<string> UnusedIdentities { get; init; }

    public required IReadOnlyList<WithheldReport> Withheld { get; init; }

    public required IReadOnlyList<SystemReport> Systems { get; init; }

    public BundleReport? Bundle { get; init; }

    /// <summary>Digest of the plan that staff approved.</summary>
    public string? ApprovedPlan { get; init; }

    public ReceiptReport? Receipt { get; init; }
}

internal sealed record WithheldReport(string Collection, long Count, string Ground, string Reason);

/// <summary>What one system gave.</summary>
internal sealed record SystemReport
{
    public required string Dataset { get; init; }

    public required string Title { get; init; }

    public required string State { get; init; }

    public required int Collections { get; init; }

    public required long Records { get; init; }

    public required int Files { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The failure it recovered from.</summary>
    public string? RecoveredFrom { get; init; }

    /// <summary>What a deletion did there.</summary>
    public ErasedReport? Erased { get; init; }
}

/// <summary>Rows of one system that a deletion removed, masked, or kept for the grounds named.</summary>
internal sealed record ErasedReport(long Deleted, long Masked, long Kept, IReadOnlyList<string> Grounds);

/// <summary>The bundle that was delivered.</summary>
internal sealed record BundleReport
{
    public required string Path { get; init; }

    public required long Bytes { get; init; }

    public required int Entries { get; init; }

    public required string Sha256 { get; init; }

    public required string KeyId { get; init; }

    public required string KeysPath { get; init; }

    public required bool Complete { get; init; }

    public required bool Verified { get; init; }

    /// <summary>The page to open; null when the folder beside the bundle was in use by something else.</summary>
    public string? IndexPath { get; init; }
}

/// <summary>The receipt that was delivered.</summary>
internal sealed record ReceiptReport
{
    public required string Path { get; init; }

    public required string KeyId { get; init; }

    public required string KeysPath { get; init; }

    public required bool Complete { get; init; }

    public required bool Verified { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(DemoReport))]
internal sealed partial class DemoReportJson : JsonSerializerContext;
