using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>
/// Takes the entries that no checkpoint covers yet into the tree, signs it, and copies the checkpoint to the second places. It signs only
/// what continues every checkpoint that it knows of: when log and copies disagree, it refuses.
/// </summary>
public sealed partial class CheckpointWriter(IAuditStore store, IAuditKey key, IReadOnlyList<ICheckpointCopy> places, ILogger<CheckpointWriter> log) : IDisposable
{
    private const int Batch = 2048;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<CopiedPlace> _places = [.. places.Select(place => new CopiedPlace(place))];
    private GrowingTree? _tree;
    private string? _latest;

    /// <summary>The log's public key.</summary>
    public NoteKey Key { get; } = new(key.Name, key.PublicKey.Span);

    /// <summary>Covers every entry there is; returns the latest signed checkpoint, or null while there is no entry.</summary>
    /// <exception cref="AuditLogBrokenException">The log was changed behind our back.</exception>
    public async Task<string?> WriteAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            _tree ??= await OpenAsync(cancellation);
            while (await GrowAsync(_tree, cancellation))
            {
                // The next batch.
            }

            foreach (var place in _places) await CopyAsync(place, cancellation);
            return _latest;
        }
        catch
        {
            // Whatever was half done: what is durable is read again.
            _tree = null;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<GrowingTree> OpenAsync(CancellationToken cancellation)
    {
        _latest = await store.ReadCheckpointAsync(cancellation);
        var checkpoint = _latest is null ? null : Read(_latest, "the log");
        var tree = await GrowingTree.ReadAsync(store, checkpoint?.Size ?? 0, cancellation);
        if (checkpoint is not null && !tree.Root().AsSpan().SequenceEqual(checkpoint.Root))
            throw new AuditLogBrokenException("The hashes of the audit log do not fit its checkpoint.");
        foreach (var place in _places) await CompareAsync(place, tree.Size, cancellation);
        return tree;
    }

    private async Task CompareAsync(CopiedPlace copied, long size, CancellationToken cancellation)
    {
        copied.Compared = false;
        try
        {
            copied.Latest = await copied.Place.ReadLatestAsync(cancellation);
        }
        catch (Exception unreachable) when (unreachable is IOException or UnauthorizedAccessException)
        {
            LogUnreachable(log, copied.Place.Place, unreachable.GetType().Name);
            return;
        }

        copied.Compared = true;
        if (copied.Latest is null) return;
        var there = Read(copied.Latest, copied.Place.Place);
        if (there.Size > size) throw new AuditLogBrokenException($"The audit log has fewer entries than {copied.Place.Place} says: it was cut, or rolled back to an old copy.");
        var tiles = await TileSet.ReadAsync(store, [new TreeRange(0, there.Size)], cancellation);
        if (!tiles.Hash(new TreeRange(0, there.Size)).AsSpan().SequenceEqual(there.Root))
            throw new AuditLogBrokenException($"The audit log is not the one that {copied.Place.Place} knows: it was rewritten.");
    }

    private async Task<bool> GrowAsync(GrowingTree tree, CancellationToken cancellation)
    {
        var entries = await store.ReadAsync(tree.Size, Batch, cancellation);
        if (entries.Count == 0) return false;
        var tiles = new List<AuditTile>();
        foreach (var entry in entries)
        {
            if (entry.Leaf != tree.Size) throw new AuditLogBrokenException($"Entry {tree.Size} of the audit log is missing.");
            tiles.AddRange(tree.Append(TreeHash.Leaf(entry.Content)));
        }

        tiles.AddRange(tree.Partial());
        var checkpoint = await new Checkpoint(Key.Name, tree.Size, tree.Root()).SignAsync(key, cancellation);
        await store.PutAsync(tiles, checkpoint, cancellation);
        _latest = checkpoint;
        return entries.Count == Batch;
    }

    private async Task CopyAsync(CopiedPlace copied, CancellationToken cancellation)
    {
        if (_latest is null || copied.Latest == _latest) return;
        if (!copied.Compared) await CompareAsync(copied, _tree!.Size, cancellation);
        if (!copied.Compared || copied.Latest == _latest) return;
        try
        {
            await copied.Place.AppendAsync(_latest, cancellation);
            copied.Latest = _latest;
        }
        catch (Exception unreachable) when (unreachable is IOException or UnauthorizedAccessException)
        {
            copied.Compared = false;
            LogUnreachable(log, copied.Place.Place, unreachable.GetType().Name);
        }
    }

    private Checkpoint Read(string note, string place) => Checkpoint.Read(note, Key)
        ?? throw new AuditLogBrokenException($"The latest checkpoint in {place} is not one that this server signed.");

    [LoggerMessage(EventId = 1801, Level = LogLevel.Warning, Message = "Checkpoints of the audit log cannot be copied to {Place} ({Fault}); it is tried again")]
    private static partial void LogUnreachable(ILogger logger, string place, string fault);

    private sealed class CopiedPlace(ICheckpointCopy place)
    {
        public ICheckpointCopy Place { get; } = place;

        public string? Latest { get; set; }

        /// <summary>True once what is there was found to be the beginning of our log.</summary>
        public bool Compared { get; set; }
    }
}
