using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Audit;

/// <summary>Verifies the audit log of a data folder as the command line does.</summary>
internal static class AuditedFolder
{
    public static async Task<AuditVerdict> VerifyAsync(DataDirectory data)
    {
        var key = NoteKey.Parse((await File.ReadAllTextAsync(Path.Combine(data.Audit, CheckpointFolder.KeyFile))).Trim())!;
        var copy = CheckpointFolderHistory.Of(data.Audit);
        using var session = ReadOnlySession.Open(data.Database);
        using var kek = KeyEncryptionKey.Find(data.Keys);
        using var hash = LocalKeyedHash.Find(session, kek!);
        return AuditVerifier.Verify(new StoredEvidence(session, [copy], hash), key, CancellationToken.None);
    }
}
