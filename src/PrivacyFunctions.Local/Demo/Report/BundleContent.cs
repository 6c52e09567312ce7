using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>What the demo counts in a bundle, read as anybody could read it.</summary>
internal sealed record BundleContent
{
    public required string KeyId { get; init; }

    public required bool Complete { get; init; }

    public required IReadOnlyList<ManifestEntry> Entries { get; init; }

    /// <summary>Of the whole ZIP, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    public static async Task<BundleContent> ReadAsync(string file, CancellationToken cancellation)
    {
        await using var archive = await ZipFile.OpenReadAsync(file, cancellation);
        await using var manifest = await Entry(archive, "manifest.json").OpenAsync(cancellation);
        var content = await JsonSerializer.DeserializeAsync(manifest, BundleContentJson.Default.Manifest, cancellation);
        await using var whole = File.OpenRead(file);
        return new BundleContent
        {
            KeyId = content!.KeyId,
            Complete = content.Complete,
            Entries = content.Entries,
            Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, cancellation)),
            Bytes = whole.Length,
        };
    }

    /// <summary>Whether any of the texts stands anywhere in the exported rows.</summary>
    public static async Task<bool> ContainsAnyAsync(string file, SearchValues<string> texts, CancellationToken cancellation)
    {
        await using var archive = await ZipFile.OpenReadAsync(file, cancellation);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith("data/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync(cancellation));
            if ((await reader.ReadToEndAsync(cancellation)).AsSpan().ContainsAny(texts)) return true;
        }

        return false;
    }

    public int CollectionsOf(string dataset) => Entries.Count(entry => IsJson(entry, dataset));

    public long RecordsOf(string dataset) => Entries.Where(entry => IsJson(entry, dataset)).Sum(entry => entry.Records ?? 0);

    public int FilesOf(string dataset) => Entries.Count(entry => entry.Path.StartsWith($"files/{dataset}/", StringComparison.Ordinal));

    private static bool IsJson(ManifestEntry entry, string dataset) =>
        entry.Path.StartsWith($"data/{dataset}/", StringComparison.Ordinal) && entry.Path.EndsWith(".json", StringComparison.Ordinal);

    private static ZipArchiveEntry Entry(ZipArchive archive, string path) =>
        archive.GetEntry(path) ?? throw new DemoFailure($"The bundle has no {path}.");
}

internal sealed record Manifest(string KeyId, bool Complete, IReadOnlyList<ManifestEntry> Entries);

internal sealed record ManifestEntry(string Path, long Bytes, long? Records);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class BundleContentJson : JsonSerializerContext;
