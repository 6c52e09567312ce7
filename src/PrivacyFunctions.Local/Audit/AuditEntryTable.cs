using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Audit;

/// <summary>Appends rows to table <c>audit_entries</c>, within the unit of what they are about.</summary>
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
}
