using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys;

/// <summary>Secrets of the server's own, 32 random bytes each, wrapped in the database; made when first asked for.</summary>
internal static class ServerSecret
{
    private const string What = "server-key";

    /// <summary>The secret of this name; the caller wipes it.</summary>
    public static async Task<byte[]> OpenAsync(SqliteDatabase database, KeyEncryptionKey kek, string name, TimeProvider clock, CancellationToken cancellation)
    {
        byte[] fresh;
        using (var key = DataKey.New()) fresh = kek.Wrap(key.Bytes, What, name);
        var wrapped = await database.WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO server_keys (name, wrapped, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", name, fresh, clock.GetUtcNow());
                return Find(session, name)!;
            },
            cancellation);
        return kek.Unwrap(wrapped, What, name);
    }

    /// <summary>The secret of this name if it was made; the caller wipes it.</summary>
    public static byte[]? Find(SqliteSession session, KeyEncryptionKey kek, string name) =>
        Find(session, name) is { } wrapped ? kek.Unwrap(wrapped, What, name) : null;

    private static byte[]? Find(SqliteSession session, string name) =>
        session.First("SELECT wrapped FROM server_keys WHERE name = ?1", static row => row.Blob(0), name);
}
