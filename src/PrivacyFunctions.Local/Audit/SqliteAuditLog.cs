using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Audit;

/// <summary>The audit log in the local database.</summary>
internal sealed class SqliteAuditLog(SqliteDatabase database, AuditEntryTable table) : IAuditLog, IAuditStore
{
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var rows = entries.Select(entry => (entry.Request, Content: AuditEntryText.Write(entry))).ToList();
        cancellation.ThrowIfCancellationRequested();
        return database.CommitAsync(session =>
        {
            foreach (var row in rows) table.Append(session, row.Content, row.Request);
            return rows.Count;
        });
    }

    public Task<IReadOnlyList<StoredAuditEntry>> ReadAsync(long first, int most, CancellationToken cancellation) =>
        database.ReadAsync(session => table.Read(session, first, most), cancellation);

    public Task<IReadOnlyList<StoredAuditEntry>> FindAsync(RequestId request, long first, long end, int most, CancellationToken cancellation) =>
        database.ReadAsync(session => AuditEntryTable.Find(session, request, first, end, most), cancellation);

    public Task<IReadOnlyList<AuditTile>> ReadTilesAsync(IReadOnlyCollection<AuditTileId> tiles, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<AuditTile>>(
            session =>
            [
                .. from tile in tiles
                   let hashes = AuditTreeTable.FindTile(session, tile)
                   where hashes is not null
                   select new AuditTile(tile, hashes),
            ],
            cancellation);

    public Task<string?> ReadCheckpointAsync(CancellationToken cancellation) => database.ReadAsync(AuditTreeTable.ReadCheckpoint, cancellation);

    public Task PutAsync(IReadOnlyList<AuditTile> tiles, string checkpoint, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            foreach (var tile in tiles) AuditTreeTable.Put(session, tile);
            AuditTreeTable.PutCheckpoint(session, checkpoint);
        },
        cancellation);
}
