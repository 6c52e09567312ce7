using System.Text;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>
/// Searches every byte that a server left, and that it tells others than the person: its folder with database, write-ahead log, blobs, keys, ledger and
/// audit log, its temporary and home folders, files that it has open without a name, its output, its events, what staff see of the work.
/// </summary>
internal sealed class CanarySweep(IReadOnlyCollection<string> secrets)
{
    private readonly Lock _turn = new();
    private readonly List<string> _hits = [];
    private CanarySearch? _search;
    private int _known;

    /// <summary>How many places were searched in all sweeps, and how many bytes.</summary>
    public (int Places, long Bytes) Searched { get; private set; }

    /// <summary>Fails when a canary is found in anything that a server left, whether it runs or not.</summary>
    public void AssertClean(PrivacyProcess server) => Assert(search =>
    {
        Look(search, "output", Encoding.UTF8.GetBytes(string.Join('\n', server.Log)));
        LookInFolder(search, server.Folder);
        foreach (var file in Unnamed(server.ProcessId)) Look(search, "unnamed " + file, Read(file));
    });

    /// <summary>Fails when a canary is found in files of a folder, or in their names.</summary>
    public void AssertClean(string folder) => Assert(search => LookInFolder(search, folder));

    /// <summary>Fails when a canary is found in something that was told.</summary>
    public void AssertClean(string place, byte[] content) => Assert(search => Look(search, place, content));

    private void Assert(Action<CanarySearch> look)
    {
        lock (_turn)
        {
            if (_search is null || _known != secrets.Count) (_known, _search) = (secrets.Count, new CanarySearch(secrets));
            look(_search);
            Xunit.Assert.True(_hits.Count == 0, string.Join('\n', _hits.Take(20)));
        }
    }

    private void LookInFolder(CanarySearch search, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is null))
        {
            Look(search, file, Read(file));
            Look(search, "name of " + file, Encoding.UTF8.GetBytes(file));
        }
    }

    private void Look(CanarySearch search, string place, byte[] content)
    {
        _hits.AddRange(search.In(place, content));
        Searched = (Searched.Places + 1, Searched.Bytes + content.Length);
    }

    // Linux shows what a process has open; memory that the runtime shares with itself is no file.
    private static IEnumerable<string> Unnamed(int? process) => !OperatingSystem.IsLinux() || process is null
        ? []
        : Directory.EnumerateFiles($"/proc/{process}/fd").Where(file =>
            new FileInfo(file).LinkTarget is { } target && target.EndsWith(" (deleted)", StringComparison.Ordinal) && !target.StartsWith("/memfd:", StringComparison.Ordinal));

    // What disappears meanwhile holds nothing to search.
    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
        catch (IOException)
        {
            return [];
        }
    }
}
