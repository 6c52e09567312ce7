using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Audit;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Local.Audit;

/// <summary>An audit log in a folder of its own, with a second place beside it.</summary>
internal sealed class AuditScene : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RequestId> _requests = [];
    private int _logged;

    public AuditScene()
    {
        Directory.CreateDirectory(SecondPlace);
        Database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = DatabaseFile });
        Log = new SqliteAuditLog(Database, new AuditEntryTable(Hash));
        Copy = new CheckpointFolder(SecondPlace, Key.Public);
        Checkpoints = NewWriter();
    }

    public FixedKeyedHash Hash { get; } = new();

    public TestAuditKey Key { get; } = new();

    public SqliteDatabase Database { get; private set; }

    public SqliteAuditLog Log { get; private set; }

    public CheckpointFolder Copy { get; }

    public CheckpointWriter Checkpoints { get; private set; }

    public string SecondPlace => _folder.File("second");

    public string CopiedFile => Path.Combine(SecondPlace, CheckpointFolder.CheckpointsFile);

    public string DatabaseFile => _folder.File("privacy.db");

    public IReadOnlyList<RequestId> Requests => _requests;

    public string File(string name) => _folder.File(name);

    /// <summary>Somebody who has not seen anything yet, as after a start.</summary>
    public CheckpointWriter NewWriter(IAuditStore? store = null, params IReadOnlyList<ICheckpointCopy> copies) =>
        new(store ?? Log, Key, copies.Count > 0 ? copies : [Copy], NullLogger<CheckpointWriter>.Instance);

    /// <summary>Closes the database and opens it again.</summary>
    public void Restart(IStorageFaults? faults = null)
    {
        Database.Dispose();
        Checkpoints.Dispose();
        Database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = DatabaseFile, Faults = faults });
        Log = new SqliteAuditLog(Database, new AuditEntryTable(Hash));
        Checkpoints = NewWriter();
    }

    /// <summary>Logs so many entries, all different, of a few requests and of none.</summary>
    public async Task LogAsync(int count)
    {
        if (_requests.Count == 0) await AddRequestsAsync(5);
        var entries = Enumerable.Range(_logged, count).Select(n => new AuditEntry(
            "test.happened", Some.Moment.AddSeconds(n), "tester", n % 6 == 0 ? null : _requests[n % 5], $"code-{n}")
        {
            Facts = new Dictionary<string, AuditFact> { ["count"] = n },
        });
        await Log.AppendAsync([.. entries], default);
        _logged += count;
    }

    public async Task SignAsync() => await Checkpoints.WriteAsync(default);

    public Task<int> ExecuteAsync(string sql, params SqliteValue[] arguments) => Database.WriteAsync(session => session.Execute(sql, arguments), default);

    /// <summary>Puts an old copy of the database in the place of the present one.</summary>
    public void ReplaceDatabase(string old)
    {
        Database.Dispose();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "privacy.db*")) System.IO.File.Delete(file);
        System.IO.File.Copy(old, DatabaseFile);
        Restart();
    }

    /// <summary>A whole copy of the database as it is now.</summary>
    public string CopyDatabase(string name)
    {
        var copy = _folder.File(name);
        using var session = ReadOnlySession.Open(DatabaseFile);
        session.Script($"COMMIT; VACUUM INTO '{copy}'");
        return copy;
    }

    /// <summary>What an auditor finds.</summary>
    public AuditVerdict Verify(bool withKeys = true)
    {
        var copy = CheckpointFolderHistory.Of(SecondPlace);
        using var session = ReadOnlySession.Open(DatabaseFile);
        return AuditVerifier.Verify(new StoredEvidence(session, [copy], withKeys ? Hash : null), Key.Public, default);
    }

    public void Dispose()
    {
        Checkpoints.Dispose();
        Database.Dispose();
        _folder.Dispose();
    }

    private async Task AddRequestsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _requests.Add(RequestId.New());
            await ExecuteAsync(
                """INSERT INTO requests (id, version, status, "right", due_at, timeline, timeline_grew_by, document) VALUES (?1, 1, 'queued', 'access', 0, 0, 0, x'00')""",
                _requests[i].Value);
        }
    }
}
