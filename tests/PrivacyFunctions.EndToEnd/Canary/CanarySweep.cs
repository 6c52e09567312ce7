using System.Text;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>Searches every byte that a server left: its data folder, its temporary folder, its output.</summary>
internal sealed class CanarySweep(IReadOnlyList<string> canaries)
{
    private readonly IReadOnlyList<CanaryText> _canaries = [.. canaries.Select(text => new CanaryText(text))];

    /// <summary>Where canaries were found, and how many files and bytes were searched.</summary>
    public (IReadOnlyList<string> Hits, int Files, long Bytes) Search(PrivacyProcess server)
    {
        var hits = SearchBytes("output", Encoding.UTF8.GetBytes(string.Join('\n', server.Log))).ToList();
        var (files, bytes) = (0, 0L);
        // Mail is meant for the person and stands in the outbox as it would arrive.
        foreach (var file in new[] { server.Data, server.Temporary }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "outbox" && new FileInfo(file).LinkTarget is null))
        {
            if (Read(file) is not { } content) continue;
            hits.AddRange(SearchBytes(file, content));
            hits.AddRange(SearchBytes($"name of {file}", Encoding.UTF8.GetBytes(file)));
            (files, bytes) = (files + 1, bytes + content.Length);
        }

        return (hits, files, bytes);
    }

    /// <summary>The canaries in some bytes.</summary>
    public IEnumerable<string> SearchBytes(string place, byte[] content) => _canaries.Where(canary => canary.IsIn(content)).Select(canary => $"{canary.Text} in {place}");

    // Sockets and what disappears meanwhile hold nothing to search.
    private static byte[]? Read(string file)
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
            return null;
        }
    }
}
