namespace PrivacyFunctions.Audit;

/// <summary>
/// Verifies a whole audit log: every entry against the stored hashes, the entries against every checkpoint in the log and in the second
/// places, the checkpoints against the trusted key. Memory stays the same however long the log is.
/// </summary>
public static class AuditVerifier
{
    /// <summary>Verifies the log, up to the first entry that does not fit.</summary>
    /// <param name="evidence">The log and what was copied of it.</param>
    /// <param name="key">The key to trust.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static AuditVerdict Verify(IAuditEvidence evidence, NoteKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(key);
        using var walk = new AuditWalk(evidence, key);
        return walk.Run(cancellation);
    }
}
