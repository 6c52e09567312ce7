using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>What the demo reads in a receipt, as anybody could read it.</summary>
internal sealed record ReceiptContent
{
    public required string KeyId { get; init; }

    public required bool Complete { get; init; }

    public required IReadOnlyList<ReceiptCollection> Collections { get; init; }
}

/// <summary>What became of one collection.</summary>
internal sealed record ReceiptCollection
{
    public required string Dataset { get; init; }

    public required string Collection { get; init; }

    /// <summary><c>deleted</c>, <c>masked</c>, <c>retained</c>, <c>left</c> or <c>not-searched</c>.</summary>
    public required string Action { get; init; }

    public long Found { get; init; }

    public long Deleted { get; init; }

    public long Masked { get; init; }

    public long? After { get; init; }

    public long? FoundAgainByKey { get; init; }

    public long? FoundAgainBySearch { get; init; }

    public string? Ground { get; init; }

    public string Name => $"{Dataset}.{Collection}";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReceiptContent))]
internal sealed partial class ReceiptContentJson : JsonSerializerContext;
