using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Keys;

/// <summary>The statements on table <c>data_keys</c>.</summary>
internal static class DataKeyTable
{
    private const int SlotsAtOnce = 4096;
    private const string OfRequest = "request = (SELECT number FROM requests WHERE id = ?1) AND purpose = ?2";

    /// <summary>Both keys of a new request, in the unit that creates it.</summary>
    public static void Insert(SqliteSession session, long request, NewDataKeys keys, DateTimeOffset now) => session.Execute(
        "INSERT INTO data_keys (request, purpose, slot, wrapped, created_at) VALUES (?1, ?2, ?3, ?4, ?8), (?1, ?5, ?6, ?7, ?8)",
        request,
        nameof(KeyPurpose.Party),
        WrappedKey.SlotOf(keys.WrappedParty),
        keys.WrappedParty,
        nameof(KeyPurpose.Payload),
        WrappedKey.SlotOf(keys.WrappedPayload),
        keys.WrappedPayload,
        now);

    public static byte[]? Find(SqliteSession session, RequestId request, KeyPurpose purpose) => session.First(
        $"SELECT wrapped FROM data_keys WHERE {OfRequest}", static row => row.BlobOrNull(0), request.Value, purpose.ToString());

    public static long? Slot(SqliteSession session, RequestId request, KeyPurpose purpose) => session.Scalar(
        $"SELECT slot FROM data_keys WHERE {OfRequest}", request.Value, purpose.ToString());

    public static void Destroy(SqliteSession session, RequestId request, KeyPurpose purpose, DateTimeOffset now) => session.Execute(
        $"UPDATE data_keys SET wrapped = NULL, destroyed_at = ?3 WHERE {OfRequest} AND wrapped IS NOT NULL",
        request.Value, purpose.ToString(), now);

    public static long HighestSlot(SqliteSession session) => session.Scalar("SELECT max(slot) FROM data_keys") ?? 0;

    /// <summary>Slots of destroyed keys after that slot, some of them.</summary>
    public static List<long> DestroyedSlots(SqliteSession session, long after) => session.Query(
        "SELECT slot FROM data_keys WHERE wrapped IS NULL AND slot > ?1 ORDER BY slot LIMIT ?2", static row => row.Number(0), after, SlotsAtOnce);
}
