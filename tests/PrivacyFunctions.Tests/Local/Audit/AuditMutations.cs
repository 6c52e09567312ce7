using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Audit;

namespace PrivacyFunctions.Tests.Local.Audit;

/// <summary>
/// An attacker who can write the database, and in some mutations the second place or even with the log's key. Each mutation happens in a
/// transaction that is rolled back after the auditor has looked.
/// </summary>
internal sealed class AuditMutations : IDisposable
{
    private readonly AuditScene _scene;
    private readonly SqliteSession _session;
    private readonly byte[] _copied;
    private readonly IReadOnlyList<string> _notes;
    private readonly IReadOnlyList<string> _oldDatabases;
    private readonly int _signed;
    private readonly int _entries;

    private AuditMutations(AuditScene scene, IReadOnlyList<string> oldDatabases, int signed, int entries)
    {
        (_scene, _oldDatabases, _signed, _entries) = (scene, oldDatabases, signed, entries);
        _copied = File.ReadAllBytes(scene.CopiedFile);
        _notes = [.. CheckpointFile.Read(new MemoryStream(_copied), _copied.Length)];
        var connection = new SqliteConnection($"Data Source={scene.DatabaseFile};Pooling=False");
        connection.Open();
        _session = new SqliteSession(connection);
        Kinds =
        [
            ("edit", Edit), ("edit and rehash", EditAndRehash), ("drop", Drop), ("drop and close the gap", DropAndClose), ("swap", Swap),
            ("swap and rehash", SwapAndRehash), ("insert", Insert), ("append", Append), ("replay", Replay), ("truncate", Truncate),
            ("truncate back to a checkpoint", TruncateToCheckpoint), ("fork with the key", Fork), ("edit what is not signed yet", EditTail),
            ("reorder what is not signed yet", SwapTail), ("flip a bit of the checkpoint", FlipCheckpoint), ("checkpoint by another key", ForeignCheckpoint),
            ("older checkpoint", OlderCheckpoint), ("no checkpoint", NoCheckpoint), ("flip a bit of a tile", FlipTile), ("drop a tile", DropTile),
            ("list under another request", Relist), ("flip a bit of the second place", FlipCopy), ("cut the second place", CutCopy),
            ("roll back to an old copy", RollBack),
        ];
    }

    /// <summary>Every kind of mutation; each says at which entry the log stops fitting, where only one answer is right.</summary>
    public IReadOnlyList<(string Name, Func<Random, Mutation> Make)> Kinds { get; }

    public static async Task<AuditMutations> CreateAsync(AuditScene scene)
    {
        var old = new List<string>();
        foreach (var (count, copied) in new[] { (40, true), (90, false), (126, true), (20, false), (24, true) })
        {
            await scene.LogAsync(count);
            await scene.SignAsync();
            if (copied) old.Add(scene.CopyDatabase($"old-{old.Count}.db"));
        }

        old.RemoveAt(old.Count - 1);
        await scene.LogAsync(6);
        return new AuditMutations(scene, old, signed: 300, entries: 306);
    }

    /// <summary>What the auditor finds after a mutation.</summary>
    public AuditVerdict Judge(Func<Random, Mutation> make, Random random, out Mutation mutation)
    {
        _session.Execute("BEGIN");
        try
        {
            mutation = make(random);
            var copied = mutation.Copied ?? _copied;
            var copy = new CheckpointHistory("second", CheckpointFile.Read(new MemoryStream(copied), copied.Length));
            if (mutation.Database is { } other)
            {
                using var session = ReadOnlySession.Open(other);
                return AuditVerifier.Verify(new StoredEvidence(session, [copy], _scene.Hash), _scene.Key.Public, default);
            }

            return AuditVerifier.Verify(new StoredEvidence(_session, [copy], _scene.Hash), _scene.Key.Public, default);
        }
        finally
        {
            _session.Execute("ROLLBACK");
        }
    }

    public void Dispose() => _session.Dispose();

    private Mutation Edit(Random random)
    {
        var leaf = random.Next(_signed);
        Put(leaf, Flipped(Content(leaf), random));
        return new Mutation(leaf);
    }

    private Mutation EditAndRehash(Random random)
    {
        var leaf = random.Next(_signed);
        var content = Encoding.ASCII.GetString(Content(leaf)).Replace("tester", "nobody", StringComparison.Ordinal);
        Put(leaf, Encoding.ASCII.GetBytes(content));
        Rehash();
        return new Mutation(null);
    }

    private Mutation Drop(Random random)
    {
        var leaf = random.Next(_signed);
        _session.Execute("DELETE FROM audit_entries WHERE leaf = ?1", leaf);
        return new Mutation(leaf);
    }

    private Mutation DropAndClose(Random random)
    {
        var leaf = random.Next(_signed);
        _session.Execute("DELETE FROM audit_entries WHERE leaf = ?1", leaf);
        Move(leaf, -1);
        return new Mutation(leaf);
    }

    private Mutation Swap(Random random)
    {
        var (one, other) = Two(random, 0, _signed);
        Swap(one, other);
        return new Mutation(Math.Min(one, other));
    }

    private Mutation SwapAndRehash(Random random)
    {
        var (one, other) = Two(random, 0, _signed);
        Swap(one, other);
        Rehash();
        return new Mutation(null);
    }

    private Mutation Insert(Random random)
    {
        var leaf = random.Next(_signed);
        Move(leaf - 1, 1);
        PutNew(leaf, random);
        if (random.Next(2) == 0) return new Mutation(leaf);
        Rehash();
        return new Mutation(null);
    }

    private Mutation Append(Random random)
    {
        PutNew(_entries, random);
        return new Mutation(_entries);
    }

    private Mutation Replay(Random random)
    {
        _session.Execute("INSERT INTO audit_entries SELECT ?1, request, content, seal FROM audit_entries WHERE leaf = ?2", _entries, random.Next(_entries));
        return new Mutation(_entries);
    }

    private Mutation Truncate(Random random)
    {
        var leaf = random.Next(_signed);
        _session.Execute("DELETE FROM audit_entries WHERE leaf >= ?1", leaf);
        return new Mutation(leaf);
    }

    // Everything within the database is as it was then.
    private Mutation TruncateToCheckpoint(Random random)
    {
        var note = _notes[random.Next(_notes.Count - 1)];
        var size = SizeOf(note);
        _session.Execute("DELETE FROM audit_entries WHERE leaf >= ?1", size);
        Rehash(size);
        AuditTreeTable.PutCheckpoint(_session, note);
        return new Mutation(size);
    }

    private Mutation Fork(Random random)
    {
        var leaf = random.Next(_signed - 1);
        Put(leaf, Encoding.ASCII.GetBytes($$"""{"kind":"test.forged","at":"2026-03-02T09:00:00.000Z","actor":"nobody{{random.Next()}}"}"""));
        _session.Execute("UPDATE audit_entries SET request = NULL WHERE leaf = ?1", leaf);
        var size = random.Next(leaf + 1, _entries + 1);
        _session.Execute("DELETE FROM audit_entries WHERE leaf >= ?1", size);
        AuditTreeTable.PutCheckpoint(_session, new Checkpoint(_scene.Key.Name, size, Rehash(size)).SignAsync(_scene.Key, default).Result);
        return new Mutation(null);
    }

    private Mutation EditTail(Random random)
    {
        var leaf = random.Next(_signed, _entries);
        Put(leaf, Flipped(Content(leaf), random));
        return new Mutation(leaf);
    }

    private Mutation SwapTail(Random random)
    {
        var (one, other) = Two(random, _signed, _entries);
        Swap(one, other);
        return new Mutation(Math.Min(one, other));
    }

    private Mutation FlipCheckpoint(Random random)
    {
        AuditTreeTable.PutCheckpoint(_session, Encoding.UTF8.GetString(Flipped(Encoding.UTF8.GetBytes(_notes[^1]), random)));
        return new Mutation(null);
    }

    private Mutation ForeignCheckpoint(Random random)
    {
        var checkpoint = Checkpoint.Read(_notes[random.Next(_notes.Count)], _scene.Key.Public)!;
        AuditTreeTable.PutCheckpoint(_session, checkpoint.SignAsync(new TestAuditKey(), default).Result);
        return new Mutation(null);
    }

    private Mutation OlderCheckpoint(Random random)
    {
        AuditTreeTable.PutCheckpoint(_session, _notes[random.Next(_notes.Count - 1)]);
        return new Mutation(null);
    }

    private Mutation NoCheckpoint(Random random)
    {
        _session.Execute("DELETE FROM audit_checkpoint");
        return new Mutation(null);
    }

    private Mutation FlipTile(Random random)
    {
        var tile = AnyTile(random);
        AuditTreeTable.Put(_session, tile with { Hashes = Flipped(tile.Hashes, random) });
        return new Mutation(null);
    }

    private Mutation DropTile(Random random)
    {
        var tile = AnyTile(random);
        _session.Execute("DELETE FROM audit_tiles WHERE level = ?1 AND number = ?2", tile.Id.Level, tile.Id.Index);
        return new Mutation(null);
    }

    private Mutation Relist(Random random)
    {
        var leaf = random.Next(_entries);
        _session.Execute("UPDATE audit_entries SET request = coalesce(request, 0) % 5 + 1 WHERE leaf = ?1", leaf);
        return new Mutation(leaf);
    }

    private Mutation FlipCopy(Random random) => new(null) { Copied = Flipped(_copied, random) };

    // What is left after a cut between two checkpoints is an earlier state of the second place, which says nothing against the log.
    private Mutation CutCopy(Random random)
    {
        var note = _notes[random.Next(_notes.Count)];
        var begin = Encoding.UTF8.GetString(_copied).IndexOf(note, StringComparison.Ordinal);
        var before = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(_copied)[..begin]);
        return new Mutation(null) { Copied = _copied[..(before + random.Next(1, Encoding.UTF8.GetByteCount(note)))] };
    }

    private Mutation RollBack(Random random) => new(null) { Database = _oldDatabases[random.Next(_oldDatabases.Count)] };

    private byte[] Content(long leaf) => _session.First("SELECT content FROM audit_entries WHERE leaf = ?1", row => row.Blob(0), leaf)!;

    private void Put(long leaf, byte[] content) => _session.Execute("UPDATE audit_entries SET content = ?2 WHERE leaf = ?1", leaf, content);

    private void PutNew(long leaf, Random random)
    {
        var seal = new byte[16];
        random.NextBytes(seal);
        var content = Encoding.ASCII.GetBytes($$"""{"kind":"test.forged","at":"2026-03-02T09:00:00.000Z","actor":"nobody{{random.Next()}}"}""");
        _session.Execute("INSERT INTO audit_entries (leaf, request, content, seal) VALUES (?1, NULL, ?2, ?3)", leaf, content, seal);
    }

    // Out of the way first: a key may not be there twice even for a moment.
    private void Move(long after, int by)
    {
        _session.Execute("UPDATE audit_entries SET leaf = -1 - leaf WHERE leaf > ?1", after);
        _session.Execute("UPDATE audit_entries SET leaf = -1 - leaf + ?1 WHERE leaf < 0", by);
    }

    private void Swap(long one, long other)
    {
        _session.Execute("UPDATE audit_entries SET leaf = -1 WHERE leaf = ?1", one);
        _session.Execute("UPDATE audit_entries SET leaf = ?2 WHERE leaf = ?1", other, one);
        _session.Execute("UPDATE audit_entries SET leaf = ?1 WHERE leaf = -1", other);
    }

    private byte[] Rehash(long? size = null)
    {
        var tree = new GrowingTree();
        _session.Execute("DELETE FROM audit_tiles");
        foreach (var content in _session.Query("SELECT content FROM audit_entries WHERE leaf < ?1 ORDER BY leaf", row => row.Blob(0), size ?? _signed))
        {
            foreach (var tile in tree.Append(TreeHash.Leaf(content))) AuditTreeTable.Put(_session, tile);
        }

        foreach (var tile in tree.Partial()) AuditTreeTable.Put(_session, tile);
        return tree.Root();
    }

    private AuditTile AnyTile(Random random)
    {
        var tiles = _session.Query("SELECT level, number, hashes FROM audit_tiles", row => new AuditTile(new AuditTileId(row.Whole(0), row.Number(1)), row.Blob(2)));
        return tiles[random.Next(tiles.Count)];
    }

    private static (int One, int Other) Two(Random random, int from, int to)
    {
        var one = random.Next(from, to);
        var other = random.Next(from, to - 1);
        return (one, other < one ? other : other + 1);
    }

    private static long SizeOf(string note) => long.Parse(note.Split('\n')[1], CultureInfo.InvariantCulture);

    private static byte[] Flipped(byte[] content, Random random)
    {
        var flipped = content.ToArray();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}

/// <summary>What was done.</summary>
/// <param name="Leaf">The first entry that does not fit any more, where only one answer is right.</param>
internal sealed record Mutation(long? Leaf)
{
    /// <summary>What the second place holds instead.</summary>
    public byte[]? Copied { get; init; }

    /// <summary>The database that is there instead.</summary>
    public string? Database { get; init; }
}
