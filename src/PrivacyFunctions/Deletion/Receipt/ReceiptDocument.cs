using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>
/// What a deletion did, collection by collection, without anything personal: <c>receipt.json</c>. The last member of the file is the signature, 64
/// bytes r‖s of ECDSA P-256 with SHA-256 in base64, over the file's bytes without that member.
/// </summary>
public sealed record ReceiptDocument
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>What was asked for.</summary>
    public required Right Right { get; init; }

    /// <summary>1, 2, …: a later success of a failed system adds one.</summary>
    public required int Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The key that signed it, at <c>GET /api/keys</c>.</summary>
    public required string KeyId { get; init; }

    /// <summary>Digest of the exact plan that was approved and ran.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The law whose grounds apply.</summary>
    public required string Law { get; init; }

    /// <summary>Version of the privacy policy in force.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>Whether everything that was to be erased is erased, and was looked for everywhere.</summary>
    public required bool Complete { get; init; }

    /// <summary>What is missing.</summary>
    public required IReadOnlyList<RequestGap> Gaps { get; init; }

    /// <summary>Collections in which rows were, or might have been, found.</summary>
    public required IReadOnlyList<ReceiptCollection> Collections { get; init; }

    /// <summary>The erasure ledger, by which rows that come back with a backup are erased again.</summary>
    public required ReceiptLedger Ledger { get; init; }

    /// <summary>What becomes of backups.</summary>
    public required string Backups { get; init; }

    /// <summary>Only in the file, after everything that it signs.</summary>
    public string? Signature { get; init; }
}

/// <summary>How much the erasure ledger names.</summary>
/// <param name="Entries">Keyed hashes of keys.</param>
public sealed record ReceiptLedger(long Entries);
