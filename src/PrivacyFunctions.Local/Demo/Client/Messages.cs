using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.Local.Demo.Client;

/// <summary>What the demo sends and reads over HTTP: no more of each message than it uses.</summary>
internal sealed record Filing(string Right, IReadOnlyDictionary<string, string> Identities, string Name, string Residence, string Note);

internal sealed record Filed(string RequestId, string TrackingToken, DateTimeOffset ReceivedAt, SentCode Verification);

internal sealed record SentCode(string SentTo);

internal sealed record TypedCode(string Code);

internal sealed record DownloadGrant(string DownloadToken);

internal sealed record Withheld(string Collection, long Count, string Ground, string Reason);

/// <summary>The connected systems as staff see them.</summary>
internal sealed record ConnectedList(IReadOnlyList<ConnectedItem> Items);

internal sealed record ConnectedItem(string Dataset, bool Connected);

/// <summary>The plan that staff read before they decide.</summary>
internal sealed record ApprovedPlan(string PlanHash);

internal sealed record Decision([property: JsonPropertyName("decision")] string Verdict, string Reason, string PlanHash);

internal sealed record OfferedBundle(string Sha256);

/// <summary>The request as the person sees it.</summary>
internal sealed record PersonView
{
    public required string Status { get; init; }

    public required string Law { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public string? Outcome { get; init; }

    public IReadOnlyList<Withheld> Withheld { get; init; } = [];

    public IReadOnlyList<string> UnusedIdentities { get; init; } = [];

    public IReadOnlyList<OfferedBundle> Bundles { get; init; } = [];
}

/// <summary>The request as staff poll it.</summary>
internal sealed record StaffStatus
{
    public required string Status { get; init; }

    public IReadOnlyList<SystemStatus> Systems { get; init; } = [];
}

/// <summary>The request as staff read it.</summary>
internal sealed record CaseFile(string LawReason, IReadOnlyList<string> DeadlineExplanation);

internal sealed record SystemStatus
{
    public required string Dataset { get; init; }

    /// <summary><c>collect</c>, <c>delete</c> or <c>verify</c>.</summary>
    public string Phase { get; init; } = "";

    public required string State { get; init; }

    public long Records { get; init; }

    public int Attempts { get; init; }

    public JsonElement? Error { get; init; }
}

internal sealed record Problem
{
    public string? Title { get; init; }

    public string? Detail { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApprovedPlan))]
[JsonSerializable(typeof(CaseFile))]
[JsonSerializable(typeof(ConnectedList))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(DownloadGrant))]
[JsonSerializable(typeof(Filed))]
[JsonSerializable(typeof(Filing))]
[JsonSerializable(typeof(PersonView))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(StaffStatus))]
[JsonSerializable(typeof(TypedCode))]
internal sealed partial class DemoJson : JsonSerializerContext;
