using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local;

/// <summary>A folder of the test's own, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("privacyfunctions-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public SqliteDatabase Database() => SqliteDatabase.Open(new SqliteDatabaseOptions { Path = File("privacy.db") });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
