using System.Text;
using System.Text.Json.Serialization;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Audit;

/// <summary>A page of a request's audit entries with what proves them.</summary>
public sealed record AuditView
{
    public required RequestId RequestId { get; init; }

    /// <summary>The log's public key (C2SP signed-note); keep your own copy, and trust only that.</summary>
    public required string Key { get; init; }

    /// <summary>The signed checkpoint (C2SP tlog-checkpoint) that every proof here is against.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>How many entries the log had then.</summary>
    public required long TreeSize { get; init; }

    public required IReadOnlyList<AuditItemView> Items { get; init; }

    /// <summary>That the log only grew since an earlier checkpoint; there when it was asked for.</summary>
    public ConsistencyView? Consistency { get; init; }

    public string? NextCursor { get; init; }
}

/// <summary>One entry.</summary>
public sealed record AuditItemView
{
    /// <summary>Its place in the log, from 0 on.</summary>
    public required long LeafIndex { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string Actor { get; init; }

    public string? Code { get; init; }

    /// <summary>The entry exactly as it was logged; its bytes are what is hashed.</summary>
    public required string Entry { get; init; }

    /// <summary>SHA-256 of a zero byte and the entry's bytes, base64.</summary>
    public required string LeafHash { get; init; }

    /// <summary>Inclusion proof (RFC 6962, section 2.1.1): hashes from the leaf upwards, base64.</summary>
    public required IReadOnlyList<string> Proof { get; init; }

    internal static AuditItemView Of(StoredAuditEntry stored, IReadOnlyList<TreeRange> path, TileSet tiles)
    {
        var entry = AuditEntryText.Read(stored.Content) ?? throw new AuditLogBrokenException($"Entry {stored.Leaf} of the audit log is no entry.");
        return new AuditItemView
        {
            LeafIndex = stored.Leaf,
            At = entry.At,
            Kind = entry.Kind,
            Actor = entry.Actor,
            Code = entry.Code,
            Entry = Encoding.UTF8.GetString(stored.Content),
            LeafHash = Convert.ToBase64String(TreeHash.Leaf(stored.Content)),
            Proof = [.. path.Select(range => Convert.ToBase64String(tiles.Hash(range)))],
        };
    }
}

/// <summary>Consistency proof (RFC 6962, section 2.1.2).</summary>
/// <param name="Since">Size of the earlier tree.</param>
/// <param name="Proof">Hashes, base64.</param>
public sealed record ConsistencyView(long Since, IReadOnlyList<string> Proof);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(AuditView))]
internal sealed partial class AuditJson : JsonSerializerContext;
