using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>A bundle, unpacked by the base library.</summary>
internal sealed class BundleFile
{
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    public BundleFile(byte[] zip)
    {
        Zip = zip;
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        Names = [.. archive.Entries.Select(entry => entry.FullName)];
        Times = [.. archive.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct()];
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            _entries.Add(entry.FullName, copy.ToArray());
        }
    }

    /// <summary>The bytes as they were delivered.</summary>
    public byte[] Zip { get; }

    /// <summary>The entries in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The different times of the entries.</summary>
    public IReadOnlyList<DateTime> Times { get; }

    /// <summary>What is missing, by the manifest.</summary>
    public JsonElement Manifest => Json("manifest.json");

    public byte[] Bytes(string entry) => _entries.TryGetValue(entry, out var bytes) ? bytes : throw new KeyNotFoundException($"{entry} is not in {string.Join(", ", Names)}");

    public string Text(string entry) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(entry));

    public JsonElement Json(string entry) => JsonSerializer.Deserialize<JsonElement>(Bytes(entry));

    /// <summary>The rows of a collection, given as <c>dataset/collection</c>.</summary>
    public IReadOnlyList<JsonElement> Rows(string collection) => [.. Json($"data/{collection}.json").EnumerateArray()];

    /// <summary>The entries that hold a text anywhere in their name or bytes.</summary>
    public IReadOnlyList<string> Holding(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. _entries.Where(entry => entry.Key.Contains(text, StringComparison.Ordinal) || entry.Value.AsSpan().IndexOf(wanted) >= 0).Select(entry => entry.Key)];
    }
}
