using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Audit;

/// <summary>Reads the audit log of a database as it is stored.</summary>
internal static class LoggedEntries
{
    public static async Task<IReadOnlyList<AuditEntry>> ReadAsync(SqliteDatabase database) => await database.ReadAsync(
        session => session.Query("SELECT content FROM audit_entries ORDER BY leaf", row => AuditEntryText.Read(row.Raw(0))!), default);
}
