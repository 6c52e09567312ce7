using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>A copy of an audit log as somebody holds it, to be verified. It is read once, from the beginning to the end.</summary>
public interface IAuditEvidence
{
    /// <summary>The latest signed checkpoint within the log.</summary>
    string? Checkpoint { get; }

    /// <summary>The second places.</summary>
    IReadOnlyList<CheckpointHistory> Copies { get; }

    /// <summary>Every entry, in the order of leaves.</summary>
    IEnumerable<EvidencedEntry> Entries();

    /// <summary>The stored hashes of a tile, or null.</summary>
    byte[]? FindTile(AuditTileId tile);
}

/// <summary>An entry as it is found.</summary>
/// <param name="Leaf">Its place.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsSealed">Whether the server's seal on it is right; null when there is no key to tell.</param>
/// <param name="IsListed">Whether it is found under the request that it says it is about.</param>
public sealed record EvidencedEntry(long Leaf, byte[] Content, bool? IsSealed, bool IsListed);

/// <summary>What was copied to a second place.</summary>
/// <param name="Place">Names it.</param>
/// <param name="Notes">The checkpoints, in the order in which they were copied.</param>
/// <param name="Problem">What is wrong with the place itself, if anything.</param>
public sealed record CheckpointHistory(string Place, IEnumerable<string> Notes, string? Problem = null);
