using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Writes the wrapped keys of a new request in the unit that creates it.</summary>
internal static class DataKeyTable
{
    public static void Insert(SqliteSession session, string requestId, NewDataKeys keys, DateTimeOffset now)
    {
        Insert(session, requestId, KeyPurpose.Payload, keys.WrappedPayload, now);
        Insert(session, requestId, KeyPurpose.Party, keys.WrappedParty, now);
    }

    private static void Insert(SqliteSession session, string requestId, KeyPurpose purpose, byte[] wrapped, DateTimeOffset now) => session.Execute(
        "INSERT INTO data_keys (request_id, purpose, wrapped, created_at) VALUES (?1, ?2, ?3, ?4)",
        requestId, purpose.ToString(), wrapped, now);
}
