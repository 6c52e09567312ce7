using System.Text;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Audit;

/// <summary>The statements on table <c>audit_entries</c>. Entries are appended within the unit of what they are about.</summary>
public sealed class AuditEntryTable(IKeyedHash hash)
{
    /// <summary>Appends one entry.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="content">The entry as <see cref="AuditEntryText"/> writes it.</param>
    /// <param name="request">Number of the request it is about.</param>
    internal void Append(SqliteSession session, byte[] content, long? request)
    {
        var leaf = session.Scalar("SELECT max(leaf) FROM audit_entries") + 1 ?? 0;
        session.Execute(
            "INSERT INTO audit_entries (leaf, request, content, seal) VALUES (?1, ?2, ?3, ?4)",
            leaf, request, content, AuditSeal.Of(hash, leaf, content));
    }

    /// <summary>Appends one entry that belongs to no commit of a request.</summary>
    internal void Append(SqliteSession session, byte[] content, RequestId? request) => Append(
        session, content, request is { } id ? session.Scalar("SELECT number FROM requests WHERE id = ?1", id.Value) : null);

    /// <summary>Entries in order, each with the seal that it should have.</summary>
    internal IReadOnlyList<StoredAuditEntry> Read(SqliteSession session, long first, int most) => session.Query(
        "SELECT leaf, content, seal FROM audit_entries WHERE leaf >= ?1 ORDER BY leaf LIMIT ?2",
        row => AuditSeal.Fits(hash, row.Number(0), row.Raw(1), row.Raw(2))
            ? new StoredAuditEntry(row.Number(0), row.Blob(1))
            : throw new AuditLogBrokenException($"Entry {row.Number(0)} of the audit log was not written by this server."),
        first,
        most);

    /// <summary>Entries of one request. The number of a request that was purged may belong to another now, so the entry has the last word.</summary>
    internal static IReadOnlyList<StoredAuditEntry> Find(SqliteSession session, RequestId request, long first, long end, int most) => session.Query(
        """
        SELECT leaf, content FROM audit_entries
        WHERE request = (SELECT number FROM requests WHERE id = ?1) AND leaf >= ?2 AND leaf < ?3 AND instr(content, ?4) > 0
        ORDER BY leaf LIMIT ?5
        """,
        static row => new StoredAuditEntry(row.Number(0), row.Blob(1)),
        request.Value,
        first,
        end,
        Encoding.ASCII.GetBytes($"\"requestId\":\"{request.Value}\""),
        most);
}
