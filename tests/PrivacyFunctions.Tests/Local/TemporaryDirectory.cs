namespace PrivacyFunctions.Tests.Local;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private const string Memory = "/dev/shm";

    public TemporaryDirectory()
        : this(Path.GetTempPath())
    {
    }

    private TemporaryDirectory(string parent) =>
        Root = Directory.CreateDirectory(Path.Combine(parent, $"privacy-test-{Guid.NewGuid():N}")).FullName;

    public string Root { get; }

    /// <summary>For tests that open hundreds of files and in which no disk is put to the test.</summary>
    public static TemporaryDirectory InMemory() => Directory.Exists(Memory) ? new(Memory) : new();

    public string File(string name) => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
