using System.Text.Json.Serialization;

namespace PrivacyFunctions.Staging;

/// <summary>Which attempt's blobs make up a collection, and what they hold. Writing it is the commit.</summary>
internal sealed record StagedManifest
{
    public required string Attempt { get; init; }

    /// <summary>Published names of the fields, in order.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    public required long Rows { get; init; }

    public required long RowBytes { get; init; }

    public required long Files { get; init; }

    public required long FileBytes { get; init; }

    public required long PrimaryKeys { get; init; }

    /// <summary>Number of keys by edge.</summary>
    public required IReadOnlyDictionary<string, long> Keys { get; init; }

    /// <summary>What else there is to say about the collection.</summary>
    public StagedFacts Facts { get; init; } = new();

    public StagedCounts Counts => new(Rows, Files, RowBytes + FileBytes, Keys.Values.Sum());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StagedManifest))]
internal sealed partial class StagingJson : JsonSerializerContext;
