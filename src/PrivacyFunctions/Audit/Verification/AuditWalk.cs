using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>One verification on its way through the entries.</summary>
internal sealed class AuditWalk : IDisposable
{
    private readonly IAuditEvidence _evidence;
    private readonly List<AuditFlaw> _flaws = [];
    private readonly List<CheckpointTrail> _copies;
    private readonly CheckpointTrail _own;
    private readonly long _signed;
    private readonly StoredHashes _hashes;
    private readonly GrowingTree _tree = new();
    private bool _allSealed = true;

    // So many entries are those of a checkpoint.
    private long _confirmed;

    public AuditWalk(IAuditEvidence evidence, NoteKey key)
    {
        _evidence = evidence;
        _hashes = new StoredHashes(evidence);
        _own = new CheckpointTrail("the log", evidence.Checkpoint is { } note ? [note] : [], key, flaw => Report(AuditFlawKind.CheckpointBroken, null, flaw));
        _signed = _own.Largest;
        foreach (var copy in evidence.Copies.Where(copy => copy.Problem is not null)) Report(AuditFlawKind.CopyBroken, null, copy.Problem!);
        _copies = [.. evidence.Copies.Select(copy => new CheckpointTrail(copy.Place, copy.Notes, key, flaw => Report(AuditFlawKind.CopyBroken, null, flaw)))];
    }

    public AuditVerdict Run(CancellationToken cancellation)
    {
        var whole = Confirm();
        foreach (var entry in _evidence.Entries())
        {
            cancellation.ThrowIfCancellationRequested();
            whole = whole && Take(entry) && Confirm();
            if (!whole) break;
        }

        if (_hashes.Suspect is { } suspect) Report(AuditFlawKind.EntryChanged, suspect, $"Entry {suspect} is not the one that was logged.");
        if (whole) End();
        return new AuditVerdict(_tree.Size, Math.Min(_signed, _tree.Size), [.. _flaws.OrderBy(flaw => flaw.Leaf ?? long.MaxValue)]);
    }

    public void Dispose()
    {
        _own.Dispose();
        foreach (var copy in _copies) copy.Dispose();
    }

    private bool Take(EvidencedEntry entry)
    {
        var leaf = _tree.Size;
        if (entry.Leaf != leaf) return Report(AuditFlawKind.EntryMissing, leaf, $"Entry {leaf} is missing.");
        if (leaf >= _signed && entry.IsSealed is false)
            return Report(AuditFlawKind.EntryForged, leaf, $"Entry {leaf}, which no checkpoint covers yet, was not written by the server.");
        _allSealed &= entry.IsSealed is true;
        var hash = TreeHash.Leaf(entry.Content);
        if (leaf < _signed) _hashes.Compare(leaf, hash);
        foreach (var filled in _tree.Append(hash))
        {
            if (_tree.Size <= _signed) _hashes.Compare(filled);
        }

        return entry.IsListed || Report(AuditFlawKind.EntryMisplaced, leaf, $"Entry {leaf} is not listed under the request that it is about, or is no entry at all.");
    }

    /// <summary>Compares the tree with every checkpoint for a log of this size.</summary>
    private bool Confirm()
    {
        byte[]? root = null;
        foreach (var trail in _copies.Append(_own))
        {
            for (; trail.Next?.Size == _tree.Size; trail.Advance())
            {
                root ??= _tree.Root();
                if (!root.AsSpan().SequenceEqual(trail.Next.Root)) return Rewritten(trail.Place);
            }
        }

        if (root is null) return true;
        _confirmed = _tree.Size;
        if (_tree.Size == _signed)
        {
            foreach (var edge in _tree.Partial()) _hashes.Compare(edge);
        }

        return _hashes.Absolve() is not { } stored || Report(AuditFlawKind.HashesChanged, null, stored);
    }

    // The stored hashes say which entry it is, unless they were changed along with it.
    private bool Rewritten(string place) => _hashes.Suspect is not null || Report(
        AuditFlawKind.HistoryRewritten,
        _confirmed,
        $"Entry {_confirmed} or one after it, before {_tree.Size}, is not the one that was logged: the checkpoint for {_tree.Size} entries in {place} was signed for others.");

    private void End()
    {
        var size = _tree.Size;
        foreach (var trail in _copies.Append(_own).Where(trail => trail.Next is { } next && next.Size > size))
            Report(AuditFlawKind.EntryMissing, size, $"Entry {size} is missing: {trail.Place} has a checkpoint for {trail.Largest} entries.");
        foreach (var copy in _copies.Where(copy => copy.Largest > _signed && copy.Next is null))
            Report(AuditFlawKind.RolledBack, null, $"The log's own checkpoint is for {_signed} entries, an earlier one than {copy.Place} has, for {copy.Largest}.");
        if (_signed > 0 || size == 0 || _flaws.Count > 0) return;
        if (!_allSealed || _hashes.AnyStored) Report(AuditFlawKind.CheckpointBroken, null, "There is no signed checkpoint: nothing shows that these entries are those that were logged.");
    }

    private bool Report(AuditFlawKind kind, long? leaf, string message)
    {
        _flaws.Add(new AuditFlaw(kind, leaf, message));
        return false;
    }
}
