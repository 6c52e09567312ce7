using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local;

/// <summary>A folder of the test's own, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public TemporaryFolder()
        : this(System.IO.Path.GetTempPath())
    {
    }

    private TemporaryFolder(string parent) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"privacy-test-{Guid.NewGuid():N}")).FullName;

    public string Path { get; }

    /// <summary>For tests that open hundreds of files and in which no disk is put to the test.</summary>
    public static TemporaryFolder InMemory() => Directory.Exists(Memory) ? new(Memory) : new();

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public SqliteDatabase Database() => SqliteDatabase.Open(new SqliteDatabaseOptions { Path = File("privacy.db") });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
