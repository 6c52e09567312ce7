namespace PrivacyFunctions.Ports;

/// <summary>
/// Appends to the audit log what belongs to no change of a request: a look by staff, a start, a purge. What changes a request goes into
/// <see cref="RequestCommit.Audit"/> instead, and every timeline entry becomes an audit entry by itself.
/// </summary>
public interface IAuditLog
{
    /// <summary>Appends the entries in order. When the task has ended, they survive a power cut; when it fails, none was written.</summary>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation);
}
