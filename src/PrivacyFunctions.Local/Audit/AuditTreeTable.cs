using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Audit;

/// <summary>The statements on tables <c>audit_tiles</c> and <c>audit_checkpoint</c>.</summary>
internal static class AuditTreeTable
{
    public static string? ReadCheckpoint(SqliteSession session) => session.First("SELECT note FROM audit_checkpoint", static row => row.Text(0));

    public static byte[]? FindTile(SqliteSession session, AuditTileId tile) => session.First(
        "SELECT hashes FROM audit_tiles WHERE level = ?1 AND number = ?2", static row => row.Blob(0), tile.Level, tile.Index);

    public static void Put(SqliteSession session, AuditTile tile) => session.Execute(
        "INSERT INTO audit_tiles (level, number, hashes) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET hashes = excluded.hashes",
        tile.Id.Level, tile.Id.Index, tile.Hashes);

    public static void PutCheckpoint(SqliteSession session, string note) => session.Execute(
        "INSERT INTO audit_checkpoint (only, note) VALUES (1, ?1) ON CONFLICT DO UPDATE SET note = excluded.note", note);
}
