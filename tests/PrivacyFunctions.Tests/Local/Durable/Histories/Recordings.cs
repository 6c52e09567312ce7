namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>Recorded histories that lie beside the tests.</summary>
/// <param name="folder">What the names of their resources begin with.</param>
internal sealed class Recordings(string folder)
{
    public IEnumerable<string> Names =>
        from name in typeof(Recordings).Assembly.GetManifestResourceNames()
        where name.StartsWith(folder, StringComparison.Ordinal)
        select name[folder.Length..^".json".Length];

    public RecordedHistory Load(string name)
    {
        using var reader = new StreamReader(typeof(Recordings).Assembly.GetManifestResourceStream($"{folder}{name}.json")!);
        return RecordedHistory.Read(reader.ReadToEnd());
    }
}
