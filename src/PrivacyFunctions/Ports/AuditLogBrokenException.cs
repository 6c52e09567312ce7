namespace PrivacyFunctions.Ports;

/// <summary>The audit log is not what it was: something was changed behind the server's back, so nothing more of it is signed.</summary>
/// <param name="problem">A sentence for operators; without personal data.</param>
public sealed class AuditLogBrokenException(string problem) : Exception(problem);
