using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Audit;

/// <summary>The audit log in the local database.</summary>
public sealed class SqliteAuditLog(SqliteDatabase database, AuditEntryTable table) : IAuditLog
{
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var rows = entries.Select(entry => (entry.Request, Content: AuditEntryText.Write(entry))).ToList();
        return database.WriteAsync(
            session =>
            {
                foreach (var row in rows) table.Append(session, row.Content, row.Request);
            },
            cancellation);
    }
}
